import { composed, type DerivedValue, type ServerNames, text } from './derived-value.ts'
import type { EnvironmentKey } from './reading.ts'
import { roleOfName } from './role-of-name.ts'

/**
 * What will do for a key that the settings cannot do without, where its name leaves no doubt. It is shown like all
 * that is derived, and the owner may say otherwise.
 */
export function ownValue(
  key: EnvironmentKey,
  names: Pick<ServerNames, 'name' | 'https' | 'database'>,
): DerivedValue | null {
  const name = key.name.toUpperCase().replace(/^DJANGO_/, '')
  const own = djangos[name]
  // Without it the settings import and its first use fails. What the project has elsewhere is closer to what is
  // meant.
  if (own !== undefined) return key.needed || key.default === null ? text(key.default ?? own) : null
  if (!key.needed) return null
  if (holdsWhatIsSet(key.name, names.database === 'own')) return text('/dev/null')
  if (isAboutHttps(name) && key.type !== 'text') return text(word(key, names.https))
  // nginx stands in front of every site and lets no visitor set these headers.
  if (isAboutProxy(name)) return text(word(key, true))
  // `SHOW_DEBUG_TOOLBAR`, `DEBUG_SQL`: switches for people who work on the code.
  if (key.type === 'boolean' && /(?:^|_)DEBUG/.test(name)) return text(word(key, false))
  if (isScheme(name)) return text(names.https ? 'https' : 'http')
  // Salts for ids and hashes: any value will do that nobody else knows.
  if (/^(?:\w+_)?SALT$/.test(name) && key.type === 'text') return composed('salt-', { key: 'SECRET_KEY' })
  // Without an address the error reporter stays silent.
  if (/^(?:SENTRY|RAVEN)(?:_\w+)?_DSN(?:_[A-Z]+)?$/.test(name)) return text('')
  if (/^(?:SENTRY_)?(?:ENV|ENVIRONMENT|ENV_NAME|ENVIRONMENT_NAME|APP_ENV)$/.test(name))
    return text('production')
  if (/^(?:\w+_)?LOG_?LEVEL$/.test(name)) return key.type === 'number' ? text('20') : text('INFO')
  // The site that the first migration creates.
  if (name === 'SITE_ID') return text('1')
  return name === 'HEROKU_APP_NAME' ? text(names.name) : null
}

/** Django's own defaults by the names of its settings, except for the time zone, which would be Chicago's. */
const djangos: Readonly<Record<string, string>> = {
  TIME_ZONE: 'UTC',
  TIMEZONE: 'UTC',
  LANGUAGE_CODE: 'en-us',
  USE_I18N: 'True',
  USE_L10N: 'True',
  USE_TZ: 'True',
  APPEND_SLASH: 'True',
  SESSION_COOKIE_AGE: '1209600',
  DATA_UPLOAD_MAX_MEMORY_SIZE: '2621440',
  FILE_UPLOAD_MAX_MEMORY_SIZE: '2621440',
  DEFAULT_FILE_STORAGE: 'django.core.files.storage.FileSystemStorage',
  STATICFILES_STORAGE: 'django.contrib.staticfiles.storage.StaticFilesStorage',
  EMAIL_BACKEND: 'django.core.mail.backends.smtp.EmailBackend',
}

/**
 * `POSTGRES_PASSWORD_FILE` names a secret of Docker's; what is read from it is set again by the production settings.
 */
function holdsWhatIsSet(name: string, isOwnDatabase: boolean): boolean {
  const [, stem] = /^(\w+)_FILE$/.exec(name.toUpperCase()) ?? []
  const role = stem === undefined ? 'own' : roleOfName(stem)
  if (/^database-(?:password|user|name|host)$/.test(role)) return !isOwnDatabase
  return role === 'secret-key'
}

function isAboutHttps(name: string): boolean {
  return /^(?:SECURE|(?:FORCE|USE|ENABLE)_(?:HTTPS|SSL)|HTTPS|(?:SECURE_)?SSL_REDIRECT|(?:SESSION|CSRF)_COOKIE_SECURE)$/.test(
    name,
  )
}

function isAboutProxy(name: string): boolean {
  return /^(?:TRUST(?:ED)?_(?:REVERSE_)?PROXY(?:_HEADERS)?|(?:IS_)?BEHIND_(?:A_)?(?:REVERSE_)?PROXY|USE_X_FORWARDED_HOST)$/.test(
    name,
  )
}

/** The site's own address, if the key is named after it. */
function isScheme(name: string): boolean {
  return /^(?:(?:HTTP|WEB|SITE|URL|DOMAIN|BASE|APP|PUBLIC|DEFAULT)_)?(?:SCHEME|PROTOCOL)$/.test(name)
}

function word({ type }: EnvironmentKey, on: boolean): string {
  if (type === 'number') return on ? '1' : '0'
  return on ? 'True' : 'False'
}
