import { argument, type Call, knownItems, textArgument } from '../expressions/given.ts'
import { assembled, braces } from './formatting.ts'
import { concretes } from './join.ts'
import { entry } from './subscripts.ts'
import { boolean, list, made, number, type Thing, text, unknown } from './thing.ts'

type TextMethod = (call: Call, self: string) => Thing | null

export const textMethods: Readonly<Record<string, TextMethod>> = {
  split: (call, self) => split(call, self, false),
  rsplit: (call, self) => split(call, self, true),
  splitlines: (_call, self) => list(self.split(/\r?\n/).map((line) => text(line))),
  strip: (call, self) => stripped(call, self, 'both'),
  lstrip: (call, self) => stripped(call, self, 'start'),
  rstrip: (call, self) => stripped(call, self, 'end'),
  lower: (_call, self) => text(self.toLowerCase()),
  casefold: (_call, self) => text(self.toLowerCase()),
  upper: (_call, self) => text(self.toUpperCase()),
  capitalize: (_call, self) => text(self.charAt(0).toUpperCase() + self.slice(1).toLowerCase()),
  title: (_call, self) => text(self.toLowerCase().replace(/\b[a-z]/g, (letter) => letter.toUpperCase())),
  replace: (call, self) => {
    const [from, to] = [textArgument(call, 'old', 0), textArgument(call, 'new', 1)]
    return from === null || to === null ? null : text(self.replaceAll(from, () => to))
  },
  removeprefix: (call, self) => cut(call, self, (part) => self.startsWith(part) && self.slice(part.length)),
  removesuffix: (call, self) =>
    cut(call, self, (part) => part !== '' && self.endsWith(part) && self.slice(0, -part.length)),
  startswith: (call, self) => tested(call, (part) => self.startsWith(part)),
  endswith: (call, self) => tested(call, (part) => self.endsWith(part)),
  isdigit: (_call, self) => boolean(/^\d+$/.test(self)),
  isnumeric: (_call, self) => boolean(/^\d+$/.test(self)),
  isdecimal: (_call, self) => boolean(/^\d+$/.test(self)),
  isupper: (_call, self) => boolean(/[A-Z]/.test(self) && !/[a-z]/.test(self)),
  islower: (_call, self) => boolean(/[a-z]/.test(self) && !/[A-Z]/.test(self)),
  count: (call, self) => withPart(call, (part) => (part === '' ? null : number(self.split(part).length - 1))),
  find: (call, self) => withPart(call, (part) => number(self.indexOf(part))),
  rfind: (call, self) => withPart(call, (part) => number(self.lastIndexOf(part))),
  index: (call, self) => withPart(call, (part) => number(self.indexOf(part))),
  partition: (call, self) => partition(call, self, self.indexOf(textArgument(call, 'sep', 0) ?? '')),
  rpartition: (call, self) => partition(call, self, self.lastIndexOf(textArgument(call, 'sep', 0) ?? '')),
  zfill: (call, self) => {
    const width = argument(call, 'width', 0)
    return width?.type === 'number' ? text(self.padStart(Math.min(width.number, 500), '0')) : null
  },
  get_secret_value: (_call, self) => text(self),
  encode: (_call, self) => text(self, 'bytes'),
  decode: (_call, self) => text(self),
  join: (call, self) => joined(call, self),
  format: (call, self) => braces(self, call.positional, (name) => call.named[name]),
  format_map: (call, self) => {
    const [only] = concretes(call.positional[0] ?? unknown(''))
    return only?.type === 'dict' ? braces(self, [], (name) => entry(only, text(name)) ?? undefined) : null
  },
}

function split(call: Call, self: string, fromEnd: boolean): Thing | null {
  const given = argument(call, 'sep', 0)
  const most = argument(call, 'maxsplit', 1)
  const limit = most?.type === 'number' && most.number >= 0 ? most.number : Number.POSITIVE_INFINITY
  if (!given || given.type === 'none') {
    const words = self.trim() === '' ? [] : self.trim().split(/\s+/)
    return list(limited(words, ' ', { limit, fromEnd }).map((part) => text(part)))
  }
  const separator = textArgument(call, 'sep', 0)
  if (separator === null || separator === '') return null
  return list(limited(self.split(separator), separator, { limit, fromEnd }).map((part) => text(part)))
}

function limited(
  parts: readonly string[],
  separator: string,
  { limit, fromEnd }: { readonly limit: number; readonly fromEnd: boolean },
): readonly string[] {
  if (parts.length <= limit + 1) return parts
  const kept = parts.length - limit
  if (fromEnd) return [parts.slice(0, kept).join(separator), ...parts.slice(kept)]
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)]
}

function stripped(call: Call, self: string, side: 'both' | 'start' | 'end'): Thing | null {
  const given = argument(call, 'chars', 0)
  const chars = given && given.type !== 'none' ? textArgument(call, 'chars', 0) : ' \t\n\r\f\v'
  if (chars === null) return null
  let [start, end] = [0, self.length]
  if (side !== 'end') while (start < end && chars.includes(self.charAt(start))) start += 1
  if (side !== 'start') while (end > start && chars.includes(self.charAt(end - 1))) end -= 1
  return text(self.slice(start, end))
}

function cut(call: Call, self: string, rest: (part: string) => string | false): Thing | null {
  return withPart(call, (part) => text(rest(part) || (rest(part) === '' ? '' : self)))
}

function withPart(call: Call, result: (part: string) => Thing | null): Thing | null {
  const part = textArgument(call, 'sub', 0)
  return part === null ? null : result(part)
}

function tested(call: Call, test: (part: string) => boolean): Thing | null {
  const one = textArgument(call, 'prefix', 0)
  if (one !== null) return boolean(test(one))
  const several = knownItems(call.positional[0])
  const texts = several?.flatMap((item) => (item.type === 'text' ? [item.text] : []))
  return texts && texts.length === several?.length ? boolean(texts.some(test)) : null
}

function partition(call: Call, self: string, at: number): Thing | null {
  const separator = textArgument(call, 'sep', 0)
  if (separator === null || separator === '') return null
  const parts = at === -1 ? [self, '', ''] : [self.slice(0, at), separator, self.slice(at + separator.length)]
  return list(
    parts.map((part) => text(part)),
    'tuple',
  )
}

function joined(call: Call, self: string): Thing | null {
  const items = knownItems(call.positional[0])
  if (!items) return made(unknown('a text with parts that are not known'), ...call.positional)
  return assembled(items.flatMap((item, at) => (at === 0 ? [item] : [self, item])))
}
