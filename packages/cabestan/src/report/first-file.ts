import { isDeepStrictEqual } from 'node:util'
import { isMap, parseDocument, stringify } from 'yaml'
import type { DraftEntry } from '../project/draft.ts'
import type { Reading } from '../project/reading.ts'
import { catalogueIn, type Language, languages } from './language.ts'
import { placeText } from './place.ts'
import { readingLines } from './reading-view.ts'
import { wrap } from './text/wrapping.ts'
import { type Voice, voiceIn } from './voice.ts'

export interface FirstFile {
  readonly app: string
  /** Null: to be decided later. */
  readonly server: string | null
  readonly domains: readonly string[]
  readonly entries: readonly DraftEntry[]
  readonly reading: Reading
}

const columns = 110

/** The first cabestan.yaml: what was read stands in comments, and the few keys that are needed below. */
export function firstFile(file: FirstFile, voice: Voice): string {
  const { draft } = voice.words.project
  const blocks = [
    headLines(file.reading, voice),
    [`app: ${file.app}`],
    [...comment(draft.server), serverLine(file.server)],
    [...comment(draft.domains), domainsLine(file.domains)],
    ...file.entries.map((entry) => entryLines(entry, voice)),
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/**
 * The former file with what is read today: its head is written anew, and keys that it does not have yet are added
 * behind all others. What stands there is the owner's and stays. The language in which it was begun stays too, because
 * two colleagues would otherwise translate each other's head at every `init`.
 */
export function laterFile(before: string, file: Omit<FirstFile, 'app'>, voice: Voice): string {
  const head = headIn(before)
  const own = head ? voiceIn(head.language) : voice
  const known = new Set(keysOf(before))
  const named = [
    ...(file.server !== null && !known.has('server') && !known.has('servers')
      ? [serverLine(file.server)]
      : []),
    ...(file.domains.length > 0 && !known.has('domains') ? [domainsLine(file.domains)] : []),
  ]
  const mentioned = (entry: DraftEntry) => known.has(entry.key) || before.includes(`#${entry.key}:`)
  const missing = file.entries.filter((entry) => !mentioned(entry)).map((entry) => entryLines(entry, own))
  const kept = withHead(before, head, headLines(file.reading, own)).trimEnd()
  return `${[kept, ...named, ...missing.map((each) => each.join('\n'))].join('\n\n')}\n`
}

/** An answer from the command line that the file contradicts already, so that it was not written. */
export function untaken(
  before: string,
  { server, domains }: Pick<FirstFile, 'server' | 'domains'>,
): string[] {
  const { contents } = parseDocument(before)
  const said = isMap(contents) ? contents.toJSON() : {}
  const differs = (value: unknown, given: unknown) => value !== undefined && !isDeepStrictEqual(value, given)
  return [
    ...(server !== null && differs(said.server ?? said.servers, server) ? ['--server'] : []),
    ...(domains.length > 0 && differs(said.domains, domains) ? ['--domain'] : []),
  ]
}

function headLines(reading: Reading, voice: Voice): string[] {
  const { draft } = voice.words.project
  const plain = voiceIn(voice.language, undefined, columns)
  const [, ...rows] = readingLines(reading, plain)
  return [`# ${draft.head}`, ...rows.map((line) => `# ${line}`.trimEnd()), `# ${draft.more}`]
}

interface Head {
  readonly language: Language
  /** The first and the last line of the generated head. */
  readonly from: number
  readonly to: number
}

/** Null where the owner removed the head, or wrote the whole file. */
function headIn(text: string): Head | null {
  const lines = text.split('\n')
  const heads = languages.map((language) => {
    const { draft } = catalogueIn(language).project
    return { language, from: lines.indexOf(`# ${draft.head}`), to: lines.indexOf(`# ${draft.more}`) }
  })
  return heads.find(({ from, to }) => from !== -1 && to > from) ?? null
}

/**
 * The former file under the head that it gets now, to be compared with the new one: a head that is new as a whole is no
 * news line by line. Null where the file has a head already, because then what changed in it is news.
 */
export function underHeadOf(after: string, before: string): string | null {
  const head = headIn(after)
  if (!head || headIn(before)) return null
  return withHead(before, null, after.split('\n').slice(head.from, head.to + 1))
}

function withHead(before: string, old: Head | null, head: readonly string[]): string {
  const lines = before.split('\n')
  if (!old) return [...head, '', ...lines].join('\n')
  return [...lines.slice(0, old.from), ...head, ...lines.slice(old.to + 1)].join('\n')
}

function entryLines(entry: DraftEntry, voice: Voice): string[] {
  const why = voice.words.project.draft.reasons[entry.why]
  const place = entry.place ? ` (${placeText(entry.place)})` : ''
  const line = yamlLine(entry.key, entry.value)
  return [...comment(why + place), entry.open ? `#${line}` : line]
}

function serverLine(server: string | null): string {
  return server === null ? '#server: root@203.0.113.10' : yamlLine('server', server)
}

function domainsLine(domains: readonly string[]): string {
  return domains.length === 0 ? '#domains: [disquaire.example]' : yamlLine('domains', domains)
}

function yamlLine(key: string, value: unknown): string {
  const text = stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()
  return `${key}: ${text}`
}

function comment(sentence: string): string[] {
  return wrap(sentence, columns - 2).map((line) => `# ${line}`)
}

function keysOf(text: string): string[] {
  const { contents } = parseDocument(text)
  return isMap(contents) ? contents.items.map(({ key }) => String(key)) : []
}
