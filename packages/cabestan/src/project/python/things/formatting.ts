import { isRandomName } from '../random.ts'
import { concretes } from './join.ts'
import { type Concrete, type DictContent, made, type Thing, text, unknown } from './thing.ts'

/** `str(thing)`; null where it cannot be known. */
export function written(thing: Thing | undefined): string | null {
  if (!thing) return null
  const [only, ...others] = concretes(thing)
  if (!only || others.length > 0) return null
  switch (only.type) {
    case 'text':
      return only.text
    case 'number':
      return String(only.number)
    case 'boolean':
      return only.boolean ? 'True' : 'False'
    case 'none':
      return 'None'
    default:
      return null
  }
}

/** A text of these parts; unknown, with their origins, where one of them is unknown. */
export function assembled(parts: readonly (string | Thing)[]): Thing {
  const things = parts.filter((part) => typeof part !== 'string')
  const texts = parts.map((part) => (typeof part === 'string' ? part : written(part)))
  const random = things.find(isRandom)
  if (random) return made(random, ...things)
  const known = texts.every((part) => part !== null)
  return made(known ? text(texts.join('')) : unknown('a text with parts that are not known'), ...things)
}

/** `'%s and %(name)s' % value` */
export function percent(format: string, value: Concrete, whole: Thing): Thing {
  const positional = value.type === 'list' && value.flavour === 'tuple' ? value.items : [whole]
  const named = value.type === 'dict' ? value : null
  let next = 0
  const parts: (string | Thing)[] = []
  let at = 0
  for (const match of format.matchAll(/%(?:\(([^()]{0,200})\))?([-+ #0]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g)) {
    parts.push(format.slice(at, match.index))
    at = match.index + match[0].length
    const [, name, flags = '', width = '', precision, letter] = match
    if (letter === '%') {
      parts.push('%')
      continue
    }
    const thing = name === undefined ? positional[next++] : field(named, name)
    parts.push(precision === undefined ? padded(thing, flags, width) : unknown('a number of so many digits'))
  }
  return assembled([...parts, format.slice(at)])
}

function field(named: DictContent | null, name: string): Thing {
  return (
    named?.entries.findLast(([key]) => written(key) === name)?.[1] ?? unknown('a field that is not known')
  )
}

function padded(thing: Thing | undefined, flags: string, width: string): Thing {
  const plain = thing && written(thing)
  if (!thing || plain === undefined || plain === null) return thing ?? unknown('a field that is not known')
  const wide = Math.min(Number(width || 0), 200)
  if (flags.includes('-')) return made(text(plain.padEnd(wide)), thing)
  return made(text(plain.padStart(wide, flags.includes('0') ? '0' : ' ')), thing)
}

/** `'{} and {name}'.format(...)`, as far as the fields are simple. */
export function braces(
  format: string,
  positional: readonly Thing[],
  named: (name: string) => Thing | undefined,
): Thing {
  let next = 0
  let at = 0
  const parts: (string | Thing)[] = []
  for (const match of format.matchAll(/\{\{|\}\}|\{([^{}!:]{0,200})(?:!([rsa]))?(?::([^{}]{0,50}))?\}/g)) {
    parts.push(format.slice(at, match.index))
    at = match.index + match[0].length
    const [, name, conversion = 's', spec = ''] = match
    if (name === undefined) parts.push(match[0].charAt(0))
    else if (conversion !== 's' || !/^[sd]?$/.test(spec)) {
      if (name === '') next += 1
      parts.push(unknown('a format'))
    } else if (name === '') parts.push(positional[next++] ?? unknown('a field that is not known'))
    else parts.push(fieldNamed(name, positional, named))
  }
  return assembled([...parts, format.slice(at)])
}

function fieldNamed(
  name: string,
  positional: readonly Thing[],
  named: (name: string) => Thing | undefined,
): Thing {
  const found = /^\d+$/.test(name) ? positional[Number(name)] : named(name)
  return found ?? unknown('a field that is not known')
}

/** What is made of it is also made anew at each start. */
export function isRandom(thing: Thing): boolean {
  return thing.type === 'object' && thing.called && isRandomName(thing.name)
}
