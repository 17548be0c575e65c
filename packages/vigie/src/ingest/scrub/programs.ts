import { quotedSpan } from './brackets.ts'
import { match, skip } from './match.ts'
import { none, type Span } from './span.ts'
import { isHarmless } from './values.ts'

/** The words behind a program's name, as they stand in a text. */
interface Words {
  readonly text: string
  readonly spans: readonly Span[]
}

/** Programs to which a password is given by its place among the words, and Oracle's addresses, which have no `user:password`. */
const programs = new Map<string, (text: string, at: number) => readonly Span[] | null>([
  ['htpasswd', (text, at) => behind(ofHtpasswd, text, at)],
  ['rabbitmqctl', (text, at) => behind(ofRabbit, text, at)],
  ['sqlplus', (text, at) => behind(ofSqlplus, text, at)],
  ...['oracle', 'oracledb', 'cx_Oracle'].map((name) => [name, inOraclesAddress] as const),
])

/** `name` is where the program is named, or the library. Null where it is none, or no words follow. */
export function passwordOfProgram(text: string, name: Span): readonly Span[] | null {
  const length = name.to - name.from
  if (length < 6 || length > 11 || !initials.has(text.charCodeAt(name.from))) return null
  return programs.get(text.slice(name.from, name.to))?.(text, name.to) ?? null
}

/** Nearly every name that comes by is none of these: it costs no look-up. */
const initials = new Set([...programs.keys()].map((name) => name.charCodeAt(0)))

function behind(of: (words: Words) => readonly Span[], text: string, at: number): readonly Span[] | null {
  const words = wordsAfter(text, at)
  return words.spans.length === 0 ? null : of(words)
}

const anyProgram = /^(?:\S*\/)?(htpasswd|rabbitmqctl|sqlplus)$/

/** The same where the words are members of a list. */
export function filterWords(list: unknown[], instead: string): void {
  const at = list.slice(0, mostBefore).findIndex((word) => typeof word === 'string' && anyProgram.test(word))
  if (at < 0) return
  const name = anyProgram.exec(String(list[at]))?.[1] ?? ''
  const members = list.slice(at + 1, at + 1 + mostWords).map(String)
  const { text, spans } = joined(name, members)
  for (const { from, to } of programs.get(name)?.(text, name.length) ?? none) {
    const which = spans.findIndex((word) => from >= word.from && to <= word.to)
    const word = spans[which]
    if (word !== undefined)
      list[at + 1 + which] = text.slice(word.from, from) + instead + text.slice(to, word.to)
  }
}

/** `sudo -u rabbitmq rabbitmqctl …` */
const mostBefore = 6
const mostWords = 16

function joined(name: string, members: readonly string[]): Words {
  let text = name
  const spans = members.map((member) => {
    const word = member.replace(/[\s"'`,;|&<>)\]]/g, '_')
    text += ` ${word}`
    return { from: text.length - word.length, to: text.length }
  })
  return { text, spans }
}

const between = /(?:["'],\s?(?=["'])|["']?[ \t]+)/y
const letters = /[^\s"'`,;|&<>)\]]*/y

function wordsAfter(text: string, at: number): Words {
  const spans: Span[] = []
  let end = at
  while (spans.length < mostWords) {
    const from = match(text, end, between)
    if (from < 0) break
    const quote = text[from] === '"' || text[from] === "'"
    const span = quote ? quotedSpan(text, from) : { from, to: skip(text, from, letters) }
    if (span.to === span.from) break
    spans.push(span)
    end = span.to
  }
  return { text, spans }
}

function isOption({ text }: Words, { from }: Span): boolean {
  return text.charCodeAt(from) === 0x2d
}

/** `htpasswd -b [-C cost] file user password`, and without a file with `-n`: without `-b` it asks. */
function ofHtpasswd(words: Words): readonly Span[] {
  const options = words.spans.filter((word) => isOption(words, word)).map((word) => wordOf(words, word))
  if (!options.some((option) => option.includes('b'))) return none
  const places = words.spans.filter((word, at) => !isOption(words, word) && !isCost(words, at))
  return known(words, places[options.some((option) => option.includes('n')) ? 1 : 2])
}

function isCost(words: Words, at: number): boolean {
  const before = words.spans[at - 1]
  return before !== undefined && isOption(words, before) && /[Cr]$/.test(wordOf(words, before))
}

const taking = /^(?:add_user|change_password|authenticate_user)$/

function ofRabbit(words: Words): readonly Span[] {
  const at = words.spans.findIndex((word) => taking.test(wordOf(words, word)))
  if (at < 0) return none
  const places = words.spans.slice(at + 1).filter((word) => !isOption(words, word))
  return known(words, places[1])
}

/** `sqlplus -S user/password@shop`: what is no address has no word before the slash. */
function ofSqlplus(words: Words): readonly Span[] {
  for (const word of words.spans) {
    const [, user, password] = /^([^\s/@]+)\/([^@]+)/.exec(wordOf(words, word)) ?? []
    if (user === undefined || password === undefined) continue
    const from = word.from + user.length + 1
    return known(words, { from, to: from + password.length })
  }
  return none
}

function wordOf({ text }: Words, { from, to }: Span): string {
  return text.slice(from, to)
}

function known(words: Words, word: Span | undefined): readonly Span[] {
  if (word === undefined) return none
  const value = wordOf(words, word)
  return isHarmless(value) || value.startsWith('[filtered') || value.startsWith('$') ? none : [word]
}

const beforeUser = /:(?:thin|oci8?):|\.\w{1,20}\(\s{0,8}["']/y
const user = /[^\s/"'`@:,()]{1,80}\/(?=[^\s/@])/y
const password = /[^\s"'`@]{1,100}(?=@)/y

/** `jdbc:oracle:thin:user/password@host`, `oracledb.connect("user/password@host")` */
function inOraclesAddress(text: string, at: number): readonly Span[] {
  const named = match(text, at, beforeUser)
  const from = named < 0 ? -1 : match(text, named, user)
  const to = from < 0 ? -1 : match(text, from, password)
  return to < 0 || text.startsWith('[filtered', from) ? none : [{ from, to }]
}
