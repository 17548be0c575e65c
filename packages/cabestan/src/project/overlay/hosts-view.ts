import type { HostsView, HttpsView } from '../../render/settings/hosts.ts'
import { quoted } from '../../render/settings/python.ts'
import { booleanOf, isNone, numberOf } from '../python/access.ts'
import type { OverlayDecisions } from './decisions.ts'
import { atLeast, type ProjectSettings } from './project-settings.ts'

export function hostsView(settings: ProjectSettings, decisions: OverlayDecisions): HostsView {
  const { domains, addresses, https } = decisions
  const names = [...domains, ...addresses.map(asHost)]
  const scheme = https ? 'https://' : 'http://'
  const before4 = atLeast(settings.django, 4, 0) === false
  return {
    allowed: names.map(withoutStar),
    origins: names.map((name) => (before4 ? withoutStar(name) : `${scheme}${name}`)),
    // Before 4.0 these are names without a scheme; a developer's do no harm.
    ownOrigins: settings.has('CSRF_TRUSTED_ORIGINS') && !before4,
    believesForwardedHost:
      settings.has('USE_X_FORWARDED_HOST') && booleanOf(settings.value('USE_X_FORWARDED_HOST')) !== false,
    emptyOrigins: emptyOrigins(settings),
    foreign: foreign(settings, names),
  }
}

export function httpsView(settings: ProjectSettings, { https }: OverlayDecisions): HttpsView {
  if (!https) return { on: false, settings: putOff(settings), unheeded: opener(settings), silenced: [] }
  const seconds = numberOf(settings.value('SECURE_HSTS_SECONDS'))
  const promised = (setting: string) => booleanOf(settings.value(setting)) === true
  return {
    on: true,
    unheeded: [],
    settings: [
      ['SECURE_SSL_REDIRECT', 'True'],
      ['SESSION_COOKIE_SECURE', 'True'],
      ['CSRF_COOKIE_SECURE', 'True'],
      ...(seconds === null || seconds <= 0 ? [['SECURE_HSTS_SECONDS', '30 * 24 * 3600'] as const] : []),
    ],
    silenced: [
      ...(promised('SECURE_HSTS_INCLUDE_SUBDOMAINS') ? [] : ['security.W005']),
      ...(promised('SECURE_HSTS_PRELOAD') ? [] : ['security.W021']),
    ],
  }
}

/** A setting that is off by default and not known to be on here needs no line. */
function putOff(settings: ProjectSettings): (readonly [string, string])[] {
  const on = (setting: string) => settings.has(setting) && booleanOf(settings.value(setting)) !== false
  return [
    ...['SECURE_SSL_REDIRECT', 'SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE', 'LANGUAGE_COOKIE_SECURE']
      .filter(on)
      .map((setting) => [setting, 'False'] as const),
    ...(on('SECURE_HSTS_SECONDS') ? [['SECURE_HSTS_SECONDS', '0'] as const] : []),
    ...cookieNames(settings),
    ...['SESSION_COOKIE_SAMESITE', 'CSRF_COOKIE_SAMESITE']
      .filter((setting) => settings.text(setting) === 'None')
      .map((setting) => [setting, "'Lax'"] as const),
  ]
}

/**
 * From 4.0 on Django's middleware sends a header that browsers only respect over https, and complain about otherwise.
 */
function opener(settings: ProjectSettings): (readonly [string, string])[] {
  const sends =
    atLeast(settings.django, 4, 0) !== false &&
    settings.items('MIDDLEWARE').includes('django.middleware.security.SecurityMiddleware')
  return sends && !isNone(settings.value('SECURE_CROSS_ORIGIN_OPENER_POLICY'))
    ? [['SECURE_CROSS_ORIGIN_OPENER_POLICY', 'None']]
    : []
}

/** Browsers only accept cookies with these names over https. */
function cookieNames(settings: ProjectSettings): (readonly [string, string])[] {
  return ['SESSION_COOKIE_NAME', 'CSRF_COOKIE_NAME'].flatMap((setting) => {
    const name = settings.text(setting)
    const match = /^__(?:Secure|Host)-(.+)$/.exec(name ?? '')
    return match?.[1] ? [[setting, quoted(match[1])] as const] : []
  })
}

/** `os.getenv('ORIGINS', '').split(',')`: the check of django-cors-headers takes the empty text for an origin. */
function emptyOrigins({ items }: ProjectSettings): string[] {
  return ['CORS_ALLOWED_ORIGINS', 'CORS_ORIGIN_WHITELIST'].filter((setting) => items(setting).includes(''))
}

/** Browsers drop cookies for another site, and a page that moved to another one is not found. */
function foreign(settings: ProjectSettings, names: readonly string[]): HostsView['foreign'] {
  const answers = (domain: string) => names.some((name) => `.${withoutStar(name)}`.endsWith(`.${domain}`))
  const isForeign = (setting: string) => {
    const domain = settings.text(setting)?.replace(/^\./, '')
    return domain && !answers(domain)
  }
  const withWww = names.some((name) => name.startsWith('www.') || name.startsWith('*.'))
  return [
    ...['SESSION_COOKIE_DOMAIN', 'CSRF_COOKIE_DOMAIN', 'LANGUAGE_COOKIE_DOMAIN', 'SECURE_SSL_HOST']
      .filter(isForeign)
      .map((setting) => [setting, 'None'] as const),
    ...(booleanOf(settings.value('PREPEND_WWW')) === true && !withWww
      ? [['PREPEND_WWW', 'False'] as const]
      : []),
  ]
}

/** Django writes `*.disquaire.example` as `.disquaire.example`. */
const withoutStar = (name: string): string => (name.startsWith('*.') ? name.slice(1) : name)

const asHost = (address: string): string =>
  address.includes(':') && !address.startsWith('[') ? `[${address}]` : address
