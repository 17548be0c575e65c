import { applyTo } from '../expressions/call.ts'
import type { Call } from '../expressions/given.ts'
import { learnCast } from '../machine/environment.ts'
import { fail } from '../machine/fail.ts'
import { purePath } from '../posix-path.ts'
import { written } from '../things/formatting.ts'
import { each } from '../things/join.ts'
import { hope } from '../things/subscripts.ts'
import { type Concrete, list, made, number, type Thing, text, textDict, unknown } from '../things/thing.ts'
import type { EnvironmentRead } from '../values.ts'
import { parsedJson } from './data-formats.ts'
import { cacheDict, databaseDict, openDatabase } from './database-urls.ts'
import { emailDict } from './mail-urls.ts'
import { urlObject } from './urls.ts'

export type Cast =
  | 'text'
  | 'boolean'
  | 'number'
  | 'list'
  | 'tuple'
  | 'set'
  | 'dict'
  | 'json'
  | 'url'
  | 'path'
  | 'database'
  | 'cache'
  | 'email'
  | 'search'

/** Its name for the reading. */
export function castOf(cast: Cast): EnvironmentRead['cast'] {
  if (cast === 'tuple' || cast === 'set') return 'list'
  return cast === 'database' || cast === 'cache' || cast === 'email' || cast === 'search' ? 'url' : cast
}

/** What a text from the environment is turned into. */
export function cast(call: Call, thing: Thing, to: Cast): Thing {
  learnCast(thing, castOf(to))
  return each(thing, (one) => castOne(call, one, to))
}

function castOne(call: Call, one: Concrete, to: Cast): Thing {
  if (one.type === 'environment') return to === 'database' ? openDatabase(one, call) : one
  if (one.type !== 'text') return fromOther(one, to)
  switch (to) {
    case 'boolean':
      return { type: 'boolean', boolean: /^(?:true|on|ok|y|yes|1|t)$/i.test(one.text.trim()) }
    case 'number':
      return numberFrom(call, one)
    case 'list':
    case 'tuple':
    case 'set':
      return list(items(one.text), to)
    case 'dict':
      return textDict(Object.fromEntries(pairs(one.text)))
    case 'json':
      return parsedJson(one.text) ?? unknown('JSON')
    case 'path':
      return text(purePath(one.text), 'path')
    case 'url':
      return urlObject(one.text)
    case 'database':
      return databaseDict(one.text, call)
    case 'cache':
      return cacheDict(one.text)
    case 'email':
      return emailDict(one.text)
    default:
      return one
  }
}

/** A default is often not a text. */
function fromOther(one: Concrete, to: Cast): Thing {
  if (to === 'boolean' && one.type === 'number') return { type: 'boolean', boolean: one.number !== 0 }
  if (to === 'number' && one.type === 'boolean') return number(Number(one.boolean))
  if (to === 'text' && written(one.type === 'list' || one.type === 'dict' ? undefined : one) !== null) {
    return one.type === 'none'
      ? one
      : text(written(one.type === 'list' || one.type === 'dict' ? undefined : one) ?? '')
  }
  return one.type === 'list' || one.type === 'dict' ? { type: 'box', cell: one.cell } : one
}

export function numberFrom(call: Call, one: Extract<Concrete, { type: 'text' }>): Thing {
  const clean = one.text.trim().replaceAll('_', '')
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(clean)) return number(Number(clean))
  if (/^[-+]?(?:inf|infinity|nan)$/i.test(clean)) return unknown('number')
  return fail(call.frame, { name: 'ValueError', at: call.place, because: [one] }, hope(one))
}

function items(written: string): readonly Thing[] {
  return written
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => text(part))
}

function pairs(written: string): readonly (readonly [string, Thing])[] {
  return written.split(/[,;]/).flatMap((part) => {
    const at = part.indexOf('=')
    return at === -1 ? [] : [[part.slice(0, at).trim(), text(part.slice(at + 1))] as const]
  })
}

/** `cast=bool`, `cast=Csv()`, `cast=lambda v: v.split(',')`, `(bool, False)`. */
export function castBy(call: Call, thing: Thing, by: Thing | undefined): Thing {
  if (!by || by.type === 'none') return thing
  if (by.type === 'object') {
    const known = castNamed(by.name)
    if (known) return cast(call, thing, by.name.endsWith('Csv') && isTuple(by) ? 'tuple' : known)
  }
  if (by.type === 'box') return cast(call, thing, 'list')
  if (thing.type === 'none' || thing.type === 'environment') return thing
  return made(applyTo(call, by, [thing]), thing)
}

function isTuple({ named }: Extract<Thing, { type: 'object' }>): boolean {
  return named['post_process']?.type === 'object' && named['post_process'].name === 'builtins.tuple'
}

export function castNamed(name: string): Cast | null {
  const last = name.split('.').at(-1) ?? name
  return Object.hasOwn(casts, last) ? (casts[last] ?? null) : null
}

const casts: Readonly<Record<string, Cast>> = {
  str: 'text',
  unicode: 'text',
  bytes: 'text',
  bool: 'boolean',
  boolean: 'boolean',
  strtobool: 'boolean',
  _bool: 'boolean',
  int: 'number',
  integer: 'number',
  float: 'number',
  decimal: 'number',
  Decimal: 'number',
  list: 'list',
  Csv: 'list',
  CommaSeparatedStrings: 'list',
  set: 'set',
  tuple: 'tuple',
  dict: 'dict',
  json: 'json',
  loads: 'json',
  url: 'url',
  path: 'path',
  Path: 'path',
  db: 'database',
  db_url: 'database',
  dj_db_url: 'database',
  parse: 'database',
  cache: 'cache',
  cache_url: 'cache',
  dj_cache_url: 'cache',
  email: 'email',
  email_url: 'email',
  dj_email_url: 'email',
  search_url: 'search',
}
