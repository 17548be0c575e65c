import type { MailTrouble } from '../contract/mail.ts'

interface SmtpError {
  readonly code?: string
  readonly command?: string
  readonly response?: string
  readonly message?: string
}

/** What nodemailer, TLS and the server say of it, as what somebody can do. */
export function troubleOf(error: unknown): MailTrouble {
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
export function saidBy(error: unknown): string {
  const { code = '', response, message } = (error ?? {}) as SmtpError
  const words = (response ?? message ?? String(error))
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 400)
  return code === '' ? words : `${code}: ${words}`
}
