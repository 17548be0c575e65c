import { argument, type Call, type Library, textArgument } from '../expressions/given.ts'
import { ask, unknownKey } from '../machine/environment.ts'
import type { Completion } from '../machine/state.ts'
import type { Kind } from '../things/kinds.ts'
import { type Frame, native, none, type Thing, text } from '../things/thing.ts'
import { cast, castNamed, castOf } from './casts.ts'
import { readDotenv } from './dotenv.ts'

/** `environs` on marshmallow: `env.bool('DEBUG', False)`, `with env.prefixed('DB_')`. */
export const environs: Library = {
  'environs.Env': () => native('environs.Env'),
  'environs.FileAwareEnv': () => native('environs.Env'),
  'environs.env': (call) => asked(call, 'str'),
  'environs.Env.read_env': (call) => readDotenv(call, call.positional[0] ?? null, call.named['override']),
}

export const environsKind: Kind = {
  call: (call) => asked(call, 'str'),
  method: (call, _env, name) => {
    if (name === 'read_env')
      return readDotenv(call, argument(call, 'path', 0) ?? null, call.named['override'])
    if (name === 'prefixed') return native('environs.prefix', { prefix: call.positional[0] ?? text('') })
    if (name === 'seal' || name === 'add_parser' || name === 'dump') return none
    return castNamed(name) || name === 'enum' || name === 'date' || name === 'log_level'
      ? asked(call, name)
      : null
  },
}

function asked(call: Call, method: string): Thing {
  const key = textArgument(call, 'name', 0)
  if (key === null) return unknownKey
  const otherwise = argument(call, 'default', 1) ?? null
  const to = castNamed(method) ?? 'text'
  const answer = ask(call.frame, {
    line: call.line,
    literal: call.literal,
    key: `${prefixOf(call.frame)}${key}`,
    cast: castOf(to),
    default: otherwise?.type === 'none' ? null : otherwise,
    raises: otherwise ? null : 'EnvError',
  })
  if (answer.thing.type === 'none') return answer.thing
  return answer.given || answer.thing.type === 'text' ? cast(call, answer.thing, to) : answer.thing
}

function prefixOf({ machine }: Frame): string {
  return machine.prefixes.join('')
}

/** Inside of `with env.prefixed(…)` every key has that before it. */
export function environsPrefixed(
  frame: Frame,
  entered: readonly Thing[],
  inside: () => Completion,
): Completion {
  const { prefixes } = frame.machine
  const before = prefixes.length
  prefixes.push(...entered.flatMap(prefixIn))
  try {
    return inside()
  } finally {
    prefixes.length = before
  }
}

function prefixIn(thing: Thing): readonly string[] {
  if (thing.type !== 'native' || thing.kind !== 'environs.prefix') return []
  return thing.data['prefix']?.type === 'text' ? [thing.data['prefix'].text] : []
}
