import { mask } from './secret.ts'

/**
 * What programs print may hold secrets that somebody put there: an address with a password, a token in a query.
 * Masked is what can hardly be anything else, so that an error can still be read: what is only named like a secret,
 * as a variable that is missing, stays.
 */
export function masked(text: string): string {
  return text
    .replaceAll(privateKey, mask)
    .replaceAll(password, `$1${mask}@`)
    .replaceAll(token, `$1${mask}@`)
    .replaceAll(parameter, `$1${mask}`)
    .replaceAll(header, `$1${mask}`)
    .replaceAll(assigned, `$1${mask}`)
    .replaceAll(printed, (_, before: string, quote: string) => `${before}${quote}${mask}${quote}`)
}

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g
/** `postgres://anna:secret@db`, `redis://:secret@localhost`. The password may contain an unescaped @. */
const password = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@?#'"]{0,200}:)[^\s/?#'"]+@/gi
/** `https://token@host`. In `ssh://git@host` the part before the @ is a user. */
const token = /(\b(?:git\+)?https?:\/\/)[^\s/:@?#'"]+@/gi

/** The length is limited, so that a line without end cannot take for ever. */
const named =
  '[\\w.-]{0,60}(?:passw(?:or)?d|passphrase|secret|token|credential|signature|api[_-]?key|access[_-]?key|private[_-]?key)[\\w.-]{0,60}'
/** `?token=…`, `&key=…` */
const parameter = new RegExp(
  `([?&;](?:${named}|key|sig|auth|pwd|pass)=)(?!\\[secret\\])[^\\s&#'"<>)\\]]+`,
  'gi',
)
/** `Authorization: Bearer …` */
const header =
  /(\bauthorization["']?\s*[:=]\s*["']?(?:(?:basic|bearer|token|apikey)\s+)?)(?!\[secret\]|(?:basic|bearer|token|apikey)\s)[^\s"',}]{6,}/gi
/** `DB_PASSWORD=…`, but not with the spaces or calls that code would have. */
const assigned = new RegExp(
  `(\\b${named}=)(?!\\[secret\\])(?:"[^"\\n]*"|'[^'\\n]*'|[^\\s,;&{}()[\\]'"]+(?![\\w.([]))`,
  'gi',
)
/** `'password': '…'`, as Python prints a dictionary. */
const printed = new RegExp(`(["']${named}["']\\s*:\\s*)(["'])[^"'\\n]+\\2`, 'gi')
