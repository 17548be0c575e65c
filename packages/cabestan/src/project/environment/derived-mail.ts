import { composed, type DerivedValue, type ServerNames } from './derived-value.ts'
import type { EnvironmentKey } from './reading.ts'

type Mail = NonNullable<ServerNames['mail']>
type MailNames = Pick<ServerNames, 'mail' | 'domains'>

const password = 'EMAIL_HOST_PASSWORD'

/** The mail server from cabestan.yaml; without one these keys are the owner's. */
export function mailValue(key: EnvironmentKey, { mail, domains }: MailNames): DerivedValue | null {
  if (!mail) return null
  if (key.role === 'email-url') return address(mail, senderOf(mail, domains))
  // Its only secret, which the owner gives once under this name. A server without a login has none.
  const isPassword = mailPart(key.name) === 'password'
  if (isPassword && mail.user === null) return { type: 'text', text: '' }
  if (isPassword) return key.name.toUpperCase() === password ? null : composed({ key: password })
  const value = word(key, mail)
  return value === null ? null : { type: 'text', text: value }
}

type Part = 'from' | 'user' | 'port' | 'starttls' | 'tls' | 'backend' | 'host' | 'password'

const parts: readonly (readonly [RegExp, Part])[] = [
  [/PASS/, 'password'],
  [/FROM|SENDER|SERVER_EMAIL|ADDRESS/, 'from'],
  [/USER|LOGIN/, 'user'],
  [/PORT$/, 'port'],
  [/TLS$/, 'starttls'],
  [/SSL$/, 'tls'],
  [/BACKEND$/, 'backend'],
  [/HOST$|SERVER$/, 'host'],
]

/**
 * What the key means for a mail server; null where nothing here answers it, such as timeouts or a prefix for
 * subjects.
 */
export function mailPart(name: string): Part | null {
  return parts.find(([pattern]) => pattern.test(name.toUpperCase()))?.[1] ?? null
}

function word({ name, type }: EnvironmentKey, mail: Mail): string | null {
  const yes = (on: boolean) => (on ? (type === 'number' ? '1' : 'True') : type === 'number' ? '0' : 'False')
  const part = mailPart(name)
  switch (part) {
    case 'from':
      return mail.from
    case 'user':
      return mail.user ?? ''
    case 'port':
      return String(mail.port)
    case 'starttls':
    case 'tls':
      return yes(mail.security === part)
    case 'backend':
      return 'django.core.mail.backends.smtp.EmailBackend'
    case 'host':
      return mail.host
    default:
      return null
  }
}

/** The sender where none is given: a server whose login is an address mostly accepts no other sender. */
export function senderOf(mail: ServerNames['mail'], domains: readonly string[]): string | null {
  const domain = domains[0]?.replace(/^(\*|www)\./, '')
  const login = mail?.user?.includes('@') ? mail.user : null
  return mail?.from ?? login ?? (domain ? `noreply@${domain}` : null)
}

/**
 * One that both read: django-environ knows `smtp+tls:`, dj-email-url does not and then leaves the backend out; each
 * passes over what the other asks for behind the mark. Settings that take the sender out of it want it there.
 */
function address({ host, port, security, user }: Mail, sender: string | null): DerivedValue {
  const query = new URLSearchParams()
  const secure = { starttls: ['tls', 'EMAIL_USE_TLS'], tls: ['ssl', 'EMAIL_USE_SSL'], none: [] }[security]
  for (const name of secure) query.set(name, 'True')
  if (sender !== null) for (const name of ['_default_from_email', '_server_email']) query.set(name, sender)
  const end = `${host}:${port}${query.size > 0 ? `?${query}` : ''}`
  if (user === null) return { type: 'text', text: `smtp://${end}` }
  return composed(`smtp://${encodeURIComponent(user)}:`, { key: password }, `@${end}`)
}
