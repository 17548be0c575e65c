import { sameWords } from './same-words.ts'

const weekday = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )'
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}'
/**
 * Months in French, German, Spanish, Portuguese and Italian. They only count before a year, because `mar` and `set`
 * are also words.
 */
const otherMonth =
  '(?:janv|f[ée]vr?|märz|avr|abr|mai|mayo|mag|giu|juin|juil|jun[ih]|jul[ih]|lug|ao[uû]t|ago|set|sett|ott|out|okt|d[ée]c|dez|dic|ene|gen|marzo|março|mars)[a-zçé]{0,6}'
/** A time zone, also as browsers write it: `GMT-0800 (Pacific Standard Time)`. */
const zone = String.raw`(?: ?(?:UTC|GMT|[ECMP][SD]T|CES?T)?(?:[+-]\d\d:?\d\d)?(?: \([a-z][a-z ]{2,40}\))?(?!\w))?`
const time = String.raw`\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[ap]m)?\b`

/** What varies in a message. The most specific patterns come first, because the first one that fits at a place wins. */
const parts: readonly (readonly [instead: string, pattern: string])[] = [
  // These numbers mean something and stay: the status that a server answered, the error of a system call.
  [
    '',
    String.raw`(?:\bHTTP(?:/\d(?:\.\d)?)?|\bstatus(?: ?code)?|\bSQLSTATE)[ :=(\["']{0,3}\d{1,5}\b|\b(?:errno|code|signal)[ :=(\["']{0,3}-?\d{1,5}\b|\berror #?\d{1,5}\b|\be\d{3,4}\b`,
  ],
  ['<url>', String.raw`\b[a-z][a-z0-9+.-]{1,12}://(?:\[[^\s"'<>\]]{0,40}\]|[^\s"'<>)\[\]])+`],
  ['<email>', String.raw`[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+`],
  ['<uuid>', String.raw`\b[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}\b`],
  ['<date>', String.raw`\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?`],
  ['<date>', String.raw`\b${weekday}?\d{1,2}[ -]${month}[ -]\d{2,4}(?: ${time}${zone})?`],
  ['<date>', String.raw`\b\d{1,2}\.? (?:de )?${otherMonth}\.? (?:de )?\d{4}\b`],
  ['<date>', String.raw`\b${weekday}?${month} {1,2}\d{1,2},? \d{4}(?:,? ${time}${zone})?`],
  ['<date>', String.raw`\b${weekday}${month} {1,2}\d{1,2} ${time}(?: [A-Z]{3,4})? \d{4}\b`],
  ['<date>', String.raw`\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b`],
  ['<date>', String.raw`\b\d{8}[T ](?:\d{6}(?:\.\d+)?(?:Z|[+-]\d{4})?\b|${time})`],
  ['<time>', String.raw`\b${time}`],
  ['<ip>', String.raw`\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b`],
  ['<ip>', String.raw`(?:[\da-f]{1,4}:){3,7}(?::?[\da-f]{1,4})+|::1\b`],
  // Shortened addresses: `2001:db8::17`, `::ffff:10.0.0.1`. Without a digit it is a name: `Bee::add()`.
  [
    '<ip>',
    String.raw`(?<![\w:])(?=[\da-f:]*\d)(?:[\da-f]{1,4}:){0,6}(?:[\da-f]{1,4})?::(?:[\da-f]{1,4}:){0,6}(?:(?:\d{1,3}\.){3}\d{1,3}|[\da-f]{1,4})(?![\w:])`,
  ],
  ['<hex>', String.raw`\b0x[\da-f]+\b|\b[\da-f]{5,16}\b(?<=(?:\baddress |[\w$;)\]}]@)[\da-f]{5,16})`],
  [
    '<duration>',
    String.raw`\b\d+(?:\.\d+)? ?(?:ns|us|µs|ms|s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?|d|days?)\b`,
  ],
  // At least four characters, which a short hash of git may have. `1e10` is a number.
  ['<hex>', String.raw`\b(?=[a-f]*\d)(?=\d*[a-f])(?!\d+e\d+\b)[\da-f]{4,128}\b`],
  ['<bool>', String.raw`(?<==)(?:true|false)\b`],
  ['<path>', String.raw`(?<![\w)\]}])(?:[a-z]:)?[\\/][\w.@~+%-]+(?:[\\/][\w.@~+%-]*)+`],
  ['<text>', String.raw`(?<==|: )(?:"[^"\n]{0,400}"|'[^'\n]{0,400}')`],
  ['<quoted>', String.raw`"[^"\n]{1,400}"|(?<!\w)'[^'\n]{1,400}'(?!\w)|[«“„‹][^«»“”„‹›\n]{1,400}[»”“›]`],
  // Django writes objects with their names: `<User: ada>`.
  ['<object>', String.raw`<[A-Z_]\w{0,60}: [^<>\n]{1,200}>`],
  // Ids that begin with what they are of: `req_c77a72a966c097`, `cus_Nffr1eUfNV2Hib`.
  ['<id>', String.raw`\b[a-z]{2,8}_(?=(?:[a-z]*\d){2})(?=\d*[a-z])[a-z\d]{12,200}\b`],
  ['<id>', String.raw`\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{20,200}\b`],
  ['<n>', String.raw`[+-]?(?:\d+[.,])*\d+(?:e[+-]?\d+)?`],
]

const varied = new RegExp(parts.map(([, pattern]) => `(${pattern})`).join('|'), 'gi')

/** The message without what differs from one occurrence to the next. */
export function messagePattern(text: string): string {
  const pattern = sameWords(beginning(text)).replace(varied, (whole, ...groups) => {
    const which = parts.findIndex((_, place) => groups[place] !== undefined)
    return replaced(parts[which]?.[0] ?? '', whole)
  })
  return pattern.replace(/<n>(?:(?:, ?|; ?| )<n>)+/g, '<n>').slice(0, 400)
}

/**
 * Two lines, as in Sentry: by the first line alone, all errors of one task would be one issue. Further lines are
 * details, which differ.
 */
function beginning(text: string): string {
  const lines = text
    .slice(0, 1000)
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(isTold)
  const [first = '', second = ''] = lines
  const isMore = second !== '' && (first.length < 16 || !isDetail(second))
  return (isMore ? `${first} ${second}` : first).slice(0, 500)
}

/** Not the line of source that is shown with signs below it, as Ruby's messages do. */
function isTold(line: string, at: number, lines: readonly string[]): boolean {
  return line !== '' && !pointing.test(line) && !(at > 0 && pointing.test(lines[at + 1] ?? ''))
}

const pointing = /^[~^]{1,200}$/

/**
 * Recognises what a database says about the row, the beginning of a stack, and dumped data. Erlang's reason,
 * `{badmatch,…`, is none of these.
 */
function isDetail(line: string): boolean {
  return /^(?!\{{1,3}[a-z][\w@]*,)(?:(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LINE \d+):|Did you mean\?|at |from |in |File "|[^\p{L}\p{N}*])/u.test(
    line,
  )
}

function replaced(instead: string, whole: string): string {
  if (instead === '') return whole
  if (instead === '<url>') return urlPattern(whole)
  if (instead === '<path>') return pathPattern(whole)
  if (instead === '<object>') return whole.replace(/: .*/, '>')
  return instead === '<quoted>' ? quotedPattern(whole) : instead
}

/** A name in quotes is what the message is about (`no attribute 'total'`); anything else is a value. */
function quotedPattern(quoted: string): string {
  // .NET names its libraries with version and key; only the name stays.
  const library = /^["']([A-Za-z_][\w.-]{0,60}), Version=/.exec(quoted)?.[1]
  if (library !== undefined) return `'${library}'`
  return /^["'«“„‹]\s?[A-Za-z_][A-Za-z_.$-]{0,40}\s?["'»”“›]$/.test(quoted) ? quoted : '<text>'
}

function urlPattern(url: string): string {
  const [, scheme = '', host = '', path = ''] = /^([\w+.-]+:\/\/)([^/?#]*)([^?#]*)/.exec(url) ?? []
  const named = host.replace(/^.*@/, '').replace(/:\d+$/, '').replace(/\d+/g, '<n>')
  return `${scheme}${named}${pathPattern(path)}`
}

/** Keeps the words of a path and drops its ids. */
function pathPattern(path: string): string {
  const steps = path.split(/[\\/]/).slice(0, 6)
  // A home directory names its owner: `C:\Users\Ada`.
  const isHome = /^[a-z]:$/i.test(steps[0] ?? '') && steps[1] === 'Users'
  return steps.map((step, at) => (isId(step) || (isHome && at === 2) ? '<id>' : step)).join('/')
}

function isId(step: string): boolean {
  return /\d/.test(step) ? !/^v\d$/.test(step) : step.length > 24 || step.split('-').length > 3
}

/** Whether a template has words besides its places for values. */
export function saysSomething(template: string): boolean {
  const rest = template.replace(/%(?:\(\w+\))?[-\d.]*[a-z@]|\{[^{}]{0,40}\}/gi, '')
  return /\p{L}{3}/u.test(rest)
}
