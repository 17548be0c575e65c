import type { Level } from '../../contract/event.ts'
import type { Json } from '../../contract/json.ts'
import type { Reading } from '../reading/reading.ts'
import { isEmpty } from '../reading/shapes.ts'

const names: Readonly<Record<string, Level>> = {
  fatal: 'fatal',
  critical: 'fatal',
  crit: 'fatal',
  alert: 'fatal',
  emergency: 'fatal',
  emerg: 'fatal',
  panic: 'fatal',
  dpanic: 'fatal',
  assert: 'fatal',
  wtf: 'fatal',
  f: 'fatal',
  error: 'error',
  err: 'error',
  exception: 'error',
  severe: 'error',
  failure: 'error',
  recoverable_error: 'error',
  parse: 'error',
  e: 'error',
  warning: 'warning',
  warn: 'warning',
  w: 'warning',
  info: 'info',
  information: 'info',
  log: 'info',
  notice: 'info',
  success: 'info',
  audit: 'info',
  config: 'info',
  http: 'info',
  strict: 'info',
  deprecated: 'info',
  i: 'info',
  debug: 'debug',
  trace: 'debug',
  verbose: 'debug',
  silly: 'debug',
  fine: 'debug',
  finer: 'debug',
  finest: 'debug',
  d: 'debug',
  v: 'debug',
}

/** Null where none was sent. */
export function readLevel(value: Json | undefined, field: string, reading: Reading): Level | null {
  if (isEmpty(value)) return null
  const level = levelOf(value)
  if (level === null) reading.note('unreadable', field)
  return level ?? 'error'
}

function levelOf(value: Json): Level | null {
  if (typeof value === 'number') return ofNumber(value)
  if (typeof value !== 'string') return null
  // Constants of syslog and PHP: `LOG_ERR`, `E_USER_WARNING`.
  const name = value
    .trim()
    .toLowerCase()
    .replace(/^(?:log_|e_(?:user_|core_|compile_)?)/, '')
  return Object.hasOwn(names, name)
    ? (names[name] ?? null)
    : /^\d+$/.test(name)
      ? ofNumber(Number(name))
      : null
}

/** Numbers of Python's logging, which raven sends: 10 to 50 and anything between. */
function ofNumber(value: number): Level | null {
  if (value >= 50) return 'fatal'
  if (value >= 40) return 'error'
  if (value >= 30) return 'warning'
  if (value >= 20) return 'info'
  return value > 0 ? 'debug' : null
}
