import type { MailTrouble } from '../contract/mail.ts'
import type { MailWords } from '../words/mail/en.ts'

interface SmtpError {
  readonly code?: string
  readonly command?: string
  readonly response?: string
  readonly message?: string
}

/** What nodemailer, TLS and the server say of it, as what somebody can do. */
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

/** In the server's own words, of one line; a password is in none of them. */
function saidBy(error: unknown): string {
  const { code = '', response, message } = (error ?? {}) as SmtpError
  const words = (response ?? message ?? String(error))
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 400)
  return code === '' ? words : `${code}: ${words}`
}

/** As it is kept: whoever reads it later may read another language. */
export function keptFailure(error: unknown): string {
  return `${troubleOf(error)} ${saidBy(error)}`
}

/** What was kept as a sentence stays one. */
export function explained(kept: string, { trouble }: MailWords): string {
  const [, code = '', said = ''] = /^([a-z-]+) (.*)$/.exec(kept) ?? []
  return Object.hasOwn(trouble, code) ? trouble[code as MailTrouble](said) : kept
}
