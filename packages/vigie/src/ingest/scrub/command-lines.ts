import { quotedSpan } from './brackets.ts'
import { filtered } from './limits.ts'
import { match, skip } from './match.ts'
import { none, type Span } from './span.ts'

const dash = 0x2d
const slash = 0x2f

/** How a program is given a password: `-psecret`, `-p secret`, `-u user:secret`, `-U user%secret`. */
type Manner = 'glued' | 'apart' | 'either' | 'behind a colon' | 'behind a percent sign'

const curls = /\bcurl(?:\.exe)?\b/i

/** An option of one letter is a password's to few programs, and a port, a path or a process to many. */
const options: readonly (readonly [letters: string, of: RegExp, manner: Manner])[] = [
  ['p', /\b(?:mysql\w*|maria\w+(?:-\w+)?|mycli|7za?|7zr|xtrabackup)(?:\.exe)?\b/i, 'glued'],
  ['p', /\bsshpass["',\s]+$/i, 'either'],
  ['p', /\b(?:login|logon|mongo\w*|cqlsh|psexec|rabbitmqadmin)\b|\s["']?-u(?:["',]|\s)/i, 'apart'],
  ['P', /\b(?:unzip|zip|sqlcmd|bcp|isql|tsql|osql)(?:\.exe)?\b/i, 'either'],
  ['w', /\bldap(?:search|add|modify|delete|passwd|whoami|compare)\b/i, 'either'],
  ['a', /\bredis-cli\b/i, 'either'],
  ['AX', /\bsnmp\w+\b/i, 'either'],
  ['k', /\bopenssl\b/i, 'either'],
  ['uU', curls, 'behind a colon'],
  ['U', /\b(?:smb\w+|rpcclient|net|winexe)\b/i, 'behind a percent sign'],
]

const longestLine = 300
/** From where no other one begins. */
const lastCommand = /[^\n;|&]*$/

/**
 * The password behind an option of one letter. `at` is the letter. Null where no option stands here.
 */
export function passwordOfOption(text: string, at: number): readonly Span[] | null {
  const sign = text.charCodeAt(at - 1)
  if (sign === slash) return windowsOption(text, at)
  if (sign !== dash) return null
  if (text.charCodeAt(at - 2) === dash) return longOption(text, at)
  const line = commandBefore(text, at - 1)
  const letter = text[at] ?? ''
  const known = options.find(([letters, of]) => letters.includes(letter) && of.test(line))
  if (known === undefined) return null
  const from = valueStart(text, at + 1, known[2])
  return from < 0 ? none : passwordAt(text, from, known[2])
}

/** The same where the words are members of a list. */
export function filterShortOption(list: unknown[], at: number): void {
  const option = list[at]
  if (typeof option !== 'string') return
  const signs = option.startsWith('--') ? 2 : 1
  const before = `${list.slice(Math.max(0, at - 12), at).join(' ')} `
  const text = `${before}${option} ${String(list[at + 1] ?? '')}`
  const [span] = passwordOfOption(text, before.length + signs) ?? none
  if (span === undefined) return
  const next = before.length + option.length + 1
  if (span.from < next) list[at] = text.slice(before.length, span.from) + filtered
  else list[at + 1] = text.slice(next, span.from) + filtered
}

const user = /(?:proxy-)?user(?=["',\s=])/y

/** `curl --user user:secret` */
function longOption(text: string, at: number): readonly Span[] | null {
  const end = match(text, at, user)
  if (end < 0 || !curls.test(commandBefore(text, at - 2))) return null
  return passwordAt(text, valueStart(text, end, 'apart'), 'behind a colon')
}

function commandBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - longestLine), at)
  return before.slice(before.search(lastCommand))
}

/** `xfreerdp /u:ada /p:secret` */
function windowsOption(text: string, at: number): readonly Span[] | null {
  if (text[at] !== 'p' || text[at + 1] !== ':') return null
  return passwordAt(text, at + 2, 'glued')
}

function valueStart(text: string, at: number, manner: Manner): number {
  const apart = match(text, at, between)
  if (manner === 'glued') return apart < 0 ? at : -1
  return manner === 'apart' || apart >= 0 ? apart : at
}

/** Also of a list: `'-p', 'secret'`. */
const between = /["'],\s?(?=["'])|[ \t]+(?![-|>&])|=/y
const letters = /[^\s"'`,;|&<>)\]]*/y

function passwordAt(text: string, from: number, manner: Manner): readonly Span[] {
  const span = /["']/.test(text[from] ?? '')
    ? quotedSpan(text, from)
    : { from, to: skip(text, from, letters) }
  const value = text.slice(span.from, span.to)
  if (manner === 'behind a colon') return behind(span, value, ':')
  if (manner === 'behind a percent sign') return behind(span, value, '%')
  return value === '' || noPassword.test(value) || (manner === 'apart' && isOther(value)) ? none : [span]
}

function behind({ from, to }: Span, value: string, sign: string): readonly Span[] {
  const at = value.indexOf(sign)
  return at < 0 || at + 1 === value.length || value.startsWith('[filtered', at + 1)
    ? none
    : [{ from: from + at + 1, to }]
}

/** Further letters of an option, a variable, what we took out. */
const noPassword = /^(?:-|\$|\[filtered|%\w*%|\{)/

/** Of programs that are not known, it may be a port or a path. */
function isOther(value: string): boolean {
  return /^(?:\d{1,5}(?::.*)?|[.~]?\/.*|[\w.]+:\d+.*)$/.test(value)
}
