import { argument, type Call, type Library, textArgument, visibleItems } from '../expressions/given.ts'
import { fail, lineage } from '../machine/fail.ts'
import { isCaught, note, placeAt } from '../machine/machine.ts'
import { setName } from '../machine/state.ts'
import { written } from '../things/formatting.ts'
import { concretes } from '../things/join.ts'
import type { Kind } from '../things/kinds.ts'
import {
  boolean,
  type Frame,
  list,
  type NativeThing,
  none,
  scope,
  type Thing,
  text,
  unknown,
} from '../things/thing.ts'
import { cast } from './casts.ts'
import { contentOf, textAt } from './files.ts'
import { type IniText, parsedIni } from './ini-text.ts'

const parsers = ['ConfigParser', 'RawConfigParser', 'SafeConfigParser']

/** `configparser` on files of the tree, also under its name in Python 2. */
export const configparser: Library = Object.fromEntries(
  ['configparser', 'ConfigParser', 'six.moves.configparser'].flatMap((module) =>
    parsers.map((name) => [`${module}.${name}`, () => fresh()]),
  ),
)

/** Names are `section` and, after a line end, `option`; files that git does not have are under `missed`. */
function fresh(): NativeThing {
  return { type: 'native', kind: 'configparser', data: {}, scope: scope('instance', null) }
}

const missed = '\nmissed'
const defaults = 'DEFAULT'

export const configparserKind: Kind = {
  item: ({ frame, line }, parser, key) => {
    const section = written(key)
    if (section === null) return unknown('a section')
    if (hasSection(parser, section)) return sectionOf(parser, section)
    return absent(frame, parser, { line, raises: 'KeyError' })
  },
  contains: (_site, parser, key) => known(parser, written(key), hasSection),
  items: (_frame, parser) => list(sections(parser).map((section) => text(section))),
  method: (call, parser, name) => {
    if (name === 'read') return read(call, parser)
    if (name === 'read_file' || name === 'readfp')
      return readOne(call, parser, contentOf(concretes(call.positional[0] ?? none)[0]))
    if (name === 'read_dict') return readDict(call, parser)
    if (name === 'read_string') return readOne(call, parser, textArgument(call, 'string', 0))
    if (name === 'sections') return list(sections(parser).map((section) => text(section)))
    const section = textArgument(call, 'section', 0)
    if (section === null) return null
    if (name === 'has_section') return known(parser, section, hasSection)
    if (name === 'items') return itemsOf(parser, section)
    const option = textArgument(call, 'option', 1)
    if (name === 'has_option') return known(parser, option, (of, each) => find(of, section, each) !== null)
    return option === null ? null : got(call, parser, { name, section, option })
  },
}

export const sectionKind: Kind = {
  item: ({ frame, line }, section, key) => {
    const option = written(key)
    if (option === null) return unknown('an option')
    return find(section, nameOf(section), option) ?? absent(frame, section, { line, raises: 'KeyError' })
  },
  contains: (_site, section, key) =>
    known(section, written(key), (of, option) => find(of, nameOf(of), option) !== null),
  method: (call, section, name) => {
    if (name === 'items') return itemsOf(section, nameOf(section))
    const option = textArgument(call, 'option', 0)
    if (option === null) return null
    const otherwise = argument(call, 'fallback', 1) ?? (isMissed(section) ? undefined : none)
    return got(call, section, { name, section: nameOf(section), option, otherwise })
  },
}

function sectionOf(parser: NativeThing, section: string): NativeThing {
  return { ...parser, kind: 'configparser.section', data: { name: text(section) } }
}

function nameOf({ data }: NativeThing): string {
  return data['name']?.type === 'text' ? data['name'].text : ''
}

function read(call: Call, parser: NativeThing): Thing {
  const given = argument(call, 'filenames', 0) ?? none
  const several = concretes(given).some(({ type }) => type === 'list')
  const paths = (several ? visibleItems(given).items : [given]).map((each) => written(each))
  const found = paths.filter((path) => path !== null && readText(call, parser, textAt(call.frame, path)))
  const [lost = null] = found.length > 0 ? [] : paths
  if (lost !== null) put(call.frame, parser, missed, text(lost))
  return list(found.map((path) => text(path ?? '')))
}

/** Values become texts, whatever they are. */
function readDict(call: Call, parser: NativeThing): Thing {
  for (const [section, options] of pairsIn(argument(call, 'dictionary', 0))) {
    put(call.frame, parser, section, none)
    for (const [option, value] of pairsIn(options)) {
      const plain = written(value)
      put(call.frame, parser, `${section}\n${option.toLowerCase()}`, plain === null ? value : text(plain))
    }
  }
  return none
}

function pairsIn(thing: Thing | undefined): readonly (readonly [string, Thing])[] {
  const [held] = thing ? concretes(thing) : []
  if (held?.type !== 'dict') return []
  return held.entries.flatMap(([key, value]) => {
    const name = written(key)
    return name === null ? [] : [[name, value] as const]
  })
}

function readText({ frame }: Call, parser: NativeThing, content: string | null): Thing | null {
  if (content === null) return null
  const read: IniText = parsedIni(content)
  for (const [section, options] of read) {
    put(frame, parser, section, none)
    for (const [option, value] of options) put(frame, parser, `${section}\n${option}`, value)
  }
  return none
}

/** For a file that cannot be read, `open` has reported that already. */
function readOne(call: Call, parser: NativeThing, content: string | null): Thing {
  if (readText(call, parser, content) === null) put(call.frame, parser, missed, text(''))
  return none
}

function put(frame: Frame, { scope: held }: NativeThing, name: string, thing: Thing): void {
  if (held) setName(frame.machine, held.names, name, thing)
}

function sections({ scope: held }: NativeThing): string[] {
  return [...(held?.names.keys() ?? [])].filter((name) => !name.includes('\n') && name !== defaults)
}

function hasSection({ scope: held }: NativeThing, section: string): boolean {
  return held?.names.has(section) === true
}

function isMissed({ scope: held }: NativeThing): boolean {
  return held?.names.has(missed) === true
}

/** Options are in lower case, and those of DEFAULT belong to every section. */
function find({ scope: held }: NativeThing, section: string, option: string): Thing | null {
  const name = option.toLowerCase()
  return held?.names.get(`${section}\n${name}`) ?? held?.names.get(`${defaults}\n${name}`) ?? null
}

/** The content of a file that is not here is not known. */
function known(
  parser: NativeThing,
  name: string | null,
  has: (parser: NativeThing, name: string) => boolean,
): Thing {
  return boolean(name === null ? null : has(parser, name))
}

function itemsOf(parser: NativeThing, section: string): Thing {
  const pairs = new Map([defaults, section].flatMap((each) => optionsOf(parser, each)))
  const entries = [...pairs].map(([name, value]) => list([text(name), value], 'tuple'))
  return list(entries, 'list', isMissed(parser))
}

function optionsOf({ scope: held }: NativeThing, section: string): [string, Thing][] {
  const before = `${section}\n`
  return [...(held?.names ?? [])].flatMap(([name, value]): [string, Thing][] =>
    name.startsWith(before) ? [[name.slice(before.length), value]] : [],
  )
}

interface Asked {
  readonly name: string
  readonly section: string
  readonly option: string
  readonly otherwise?: Thing | undefined
}

const casts = { get: 'text', getboolean: 'boolean', getint: 'number', getfloat: 'number' } as const

function got(call: Call, parser: NativeThing, { name, section, option, otherwise }: Asked): Thing | null {
  if (!Object.hasOwn(casts, name)) return null
  const found = find(parser, section, option)
  if (found) return cast(call, found, casts[name as keyof typeof casts])
  const fallback = otherwise ?? call.named['fallback']
  if (fallback) return fallback
  const raises = hasSection(parser, section) ? 'NoOptionError' : 'NoSectionError'
  return absent(call.frame, parser, { line: call.line, raises })
}

/** If a file was missed, that file is what is missing. */
function absent(
  frame: Frame,
  { scope: held }: NativeThing,
  { line, raises }: { readonly line: number; readonly raises: string },
): Thing {
  const at = placeAt(frame, line)
  const path = held?.names.get(missed)
  if (path?.type !== 'text') return fail(frame, { name: raises, at, because: [] }, unknown('no such option'))
  const otherwise = unknown('an option of a file that is not in the repository')
  if (isCaught(frame.machine, lineage(raises)))
    return fail(frame, { name: raises, at, because: [] }, otherwise)
  if (path.text !== '') note(frame.machine, { type: 'opens', what: path.text, place: at })
  return otherwise
}
