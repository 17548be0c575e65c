import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import type { Call, Library } from '../expressions/given.ts'
import { learnCast } from '../machine/environment.ts'
import { fail } from '../machine/fail.ts'
import { concretes } from '../things/join.ts'
import { hope } from '../things/subscripts.ts'
import { boolean, dict, list, none, number, type Pair, type Thing, text, unknown } from '../things/thing.ts'
import { contentOf } from './files.ts'

export const dataFormats: Library = {
  'json.loads': (call) => fromText(call, parsedJson, 'json'),
  'json.load': (call) => fromFile(call, parsedJson),
  'simplejson.loads': (call) => fromText(call, parsedJson, 'json'),
  'simplejson.load': (call) => fromFile(call, parsedJson),
  'yaml.safe_load': (call) => fromFile(call, parsedYaml),
  'yaml.load': (call) => fromFile(call, parsedYaml),
  'tomllib.load': (call) => fromFile(call, parsedToml),
  'tomllib.loads': (call) => fromFile(call, parsedToml),
  'tomli.load': (call) => fromFile(call, parsedToml),
  'tomli.loads': (call) => fromFile(call, parsedToml),
  'toml.load': (call) => fromFile(call, parsedToml),
  'toml.loads': (call) => fromFile(call, parsedToml),
  'json.dumps': () => unknown('JSON'),
}

type Reader = (written: string) => Thing | null

function fromText(call: Call, reader: Reader, cast: 'json'): Thing | null {
  const [given] = call.positional
  if (!given) return null
  learnCast(given, cast)
  const [one] = concretes(given)
  if (one?.type === 'environment') return one
  if (one?.type === 'none') {
    return fail(call.frame, { name: 'TypeError', at: call.place, because: [one] }, hope(one))
  }
  return one?.type === 'text' ? reader(one.text) : null
}

function fromFile(call: Call, reader: Reader): Thing | null {
  const [one] = concretes(call.positional[0] ?? none)
  const content = contentOf(one)
  if (content !== null) return reader(content)
  return one?.type === 'text' && one.flavour !== 'path' ? reader(one.text) : null
}

export function parsedJson(written: string): Thing | null {
  return parsedBy(JSON.parse, written)
}

/** For PyYAML `yes` and `off` are booleans, and `010` is eight. */
function parsedYaml(written: string): Thing | null {
  return parsedBy(
    (each) => parseYaml(each, { version: '1.1', maxAliasCount: 20, logLevel: 'silent' }),
    written,
  )
}

function parsedToml(written: string): Thing | null {
  return parsedBy(parseToml, written)
}

function parsedBy(parse: (written: string) => unknown, written: string): Thing | null {
  if (written.length > 200_000) return null
  try {
    return thingOf(parse(written), 0)
  } catch {
    return null
  }
}

function thingOf(data: unknown, depth: number): Thing {
  if (depth > 30) return unknown('nested too deep')
  if (data === null || data === undefined) return none
  if (typeof data === 'string') return text(data)
  if (typeof data === 'number') return number(data)
  if (typeof data === 'boolean') return boolean(data)
  if (Array.isArray(data)) return list(data.slice(0, 5000).map((item) => thingOf(item, depth + 1)))
  if (typeof data !== 'object') return unknown('data')
  const entries = Object.entries(data).slice(0, 5000)
  return dict(entries.map(([key, value]): Pair => [text(key), thingOf(value, depth + 1)]))
}
