import { composed, type DerivedValue, type ServerNames } from './derived-value.ts'
import type { EnvironmentKey } from './reading.ts'

type Mail = NonNullable<ServerNames['mail']>

const password = 'EMAIL_HOST_PASSWORD'

/** The mail server of cabestan.yaml; without one these are the owner's. */
export function mailValue(key: EnvironmentKey, mail: Mail | null): DerivedValue | null {
  if (!mail) return null
  if (key.role === 'email-url') return address(mail)
  const name = key.name.toUpperCase()
  // The one secret of it, which the owner gives once under this name; a server without a login has none.
  if (/PASS/.test(name) && mail.user === null) return { type: 'text', text: '' }
  if (/PASS/.test(name)) return name === password ? null : composed({ key: password })
  const value = word(name, key, mail)
  return value === null ? null : { type: 'text', text: value }
}

function word(name: string, { type }: EnvironmentKey, mail: Mail): string | null {
  const yes = (on: boolean) => (on ? (type === 'number' ? '1' : 'True') : type === 'number' ? '0' : 'False')
  if (/FROM|SENDER|SERVER_EMAIL|ADDRESS/.test(name)) return mail.from
  if (/USER|LOGIN/.test(name)) return mail.user ?? ''
  if (/PORT$/.test(name)) return String(mail.port)
  if (/TLS$/.test(name)) return yes(mail.security === 'starttls')
  if (/SSL$/.test(name)) return yes(mail.security === 'tls')
  if (/BACKEND$/.test(name)) return 'django.core.mail.backends.smtp.EmailBackend'
  return /HOST$|SERVER$/.test(name) ? mail.host : null
}

/** As django-environ and dj-email-url read it. */
function address({ host, port, security, user }: Mail): DerivedValue {
  const scheme = { starttls: 'smtp+tls', tls: 'smtp+ssl', none: 'smtp' }[security]
  if (user === null) return { type: 'text', text: `${scheme}://${host}:${port}` }
  return composed(`${scheme}://${encodeURIComponent(user)}:`, { key: password }, `@${host}:${port}`)
}
