import type { MailTrouble } from '../contract/mail.ts'
import type { MailWords } from '../words/mail/en.ts'

interface SmtpError {
  readonly code?: string
  readonly command?: string
  readonly response?: string
  readonly message?: string
}

/** Turns what nodemailer, TLS and the server say into something that a person can act on. */
function troubleOf(error: unknown): MailTrouble {
  const { code = '', command = '', message = '' } = error as SmtpError
  const all = `${code} ${message}`
  if (/ENOTFOUND|EAI_AGAIN|EDNS/.test(all)) return 'host'
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/.test(all)) return 'refused'
  if (/certificate|CERT|altname|SELF_SIGNED|UNABLE_TO/i.test(all)) return 'certificate'
  if (/wrong version number|EPROTO|STARTTLS|ETLS|packet length/i.test(`${all} ${command}`)) return 'tls'
  if (/ETIMEDOUT|timeout|Greeting never/i.test(all)) return 'timeout'
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'login'
  if (code === 'EENVELOPE') return /MAIL FROM/i.test(command) ? 'sender' : 'recipient'
  if (code === 'EMESSAGE' || /^DATA/.test(command)) return 'message'
  return /ECONNRESET|EPIPE|ECONNECTION|closed/i.test(all) ? 'dropped' : 'other'
}

/** The server's own words on one line, which never contain a password. */
function saidBy(error: unknown): string {
  const { code = '', response, message } = (error ?? {}) as SmtpError
  const words = (response ?? message ?? String(error))
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 400)
  return code === '' ? words : `${code}: ${words}`
}

/** Kept as a code, because whoever reads it later may read another language. */
export function keptFailure(error: unknown): string {
  return `${troubleOf(error)} ${saidBy(error)}`
}

/** An older version kept a sentence, which is shown as it is. */
export function explained(kept: string, { trouble }: MailWords): string {
  const [, code = '', said = ''] = /^([a-z-]+) (.*)$/.exec(kept) ?? []
  return Object.hasOwn(trouble, code) ? trouble[code as MailTrouble](said) : kept
}
