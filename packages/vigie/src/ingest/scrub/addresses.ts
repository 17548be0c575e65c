import { match, skip } from './match.ts'
import { none, type Span } from './span.ts'

const slash = 0x2f
const colon = 0x3a
const atSign = 0x40
const backslash = 0x5c

/** Behind `://`, behind `:\\/\\/` as PHP writes it in JSON, and behind `//` where an address has no scheme. Null where none is. */
export function inAddress(text: string, at: number): readonly Span[] | null {
  const before = text.charCodeAt(at - 2)
  const last = text.charCodeAt(at - 1)
  if (last === backslash)
    return before === colon && text.startsWith('\\/', at + 1) ? userInfo(text, at + 3) : null
  if (last !== slash) return null
  const hook = before === colon ? match(text, at + 1, webhook) : -1
  return hook < 0 ? userInfo(text, at + 1) : run(hook, skip(text, hook, hookLetters))
}

function run(from: number, to: number): readonly Span[] {
  return to > from ? [{ from, to }] : none
}

/** Whoever knows the address may write there. */
const webhook =
  /hooks\.slack\.com\/(?:services|workflows)\/|(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d+\/|api\.telegram\.org\/bot\d+:|[\w.-]+\.webhook\.office\.com\/webhookb2\//y
const hookLetters = /[\w@/-]*/y

/** Go's for MySQL: `user:password@tcp(host:3306)/shop`. */
export function beforeHost(text: string, at: number): readonly Span[] | null {
  if (text.charCodeAt(at - 3) !== atSign || !text.startsWith('@tcp(', at - 3)) return null
  const before = text.slice(Math.max(0, at - 3 - longestUser), at - 3)
  const password = /(?:^|[\s"'`=])[\w.-]{1,80}:([^\s"'`]+)$/.exec(before)?.[1]
  return password === undefined ? none : [{ from: at - 3 - password.length, to: at - 3 }]
}

/**
 * `://user:password@`. A password may hold a slash or an @ that nobody encoded: what there is before the last @ that
 * can be meant goes. A port has digits alone.
 */
function userInfo(text: string, from: number): readonly Span[] {
  if (text.charCodeAt(from) === slash) return none
  const near = text.slice(from, from + longestUser)
  if (!near.includes('@')) return none
  const address = near.slice(0, skip(near, 0, userLetters))
  const at = lastAt(address)
  if (at < 0 || port.test(address)) return none
  const between = address.indexOf(':')
  if (between >= 0 && between < at)
    return at - between < 2 ? none : [{ from: from + between + 1, to: from + at }]
  // `https://TOKEN@host`: the name of a person or a role is shorter, and of letters.
  return at >= 20 && digit.test(address.slice(0, at)) ? [{ from, to: from + at }] : none
}

const userLetters = /[^\s"'`<>\\,;(){}[\]|?#]*/y
const longestUser = 300
const port = /^[^:/@]*(?::\d*)?\//
const digit = /\d/

/** Not that of a name of npm’s, `/@scope`. */
function lastAt(address: string): number {
  let at = address.lastIndexOf('@')
  while (at > 0 && address[at - 1] === '/') at = address.lastIndexOf('@', at - 1)
  return at
}
