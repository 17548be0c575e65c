import { type Block, block } from './block.ts'
import { listOf, type Python, quoted, texts } from './python.ts'
import type { OverlayView } from './view.ts'

export interface HostsView {
  readonly allowed: readonly string[]
  /** In the form that this Django wants: with a scheme from 4.0 on. */
  readonly origins: readonly string[]
  /** The project's own hosts, which stay unless they are a developer's. */
  readonly ownOrigins: boolean
  /** The project trusts a header that nginx passes on as visitors send it. */
  readonly believesForwardedHost: boolean
  /** Lists of sites that may read this one and that contain an empty name. */
  readonly emptyOrigins: readonly string[]
  /** SESSION_COOKIE_DOMAIN and similar settings that were made for another address, with the right value. */
  readonly foreign: readonly (readonly [setting: string, value: string])[]
}

export interface HttpsView {
  readonly on: boolean
  /** Settings to write, with their values as Python. */
  readonly settings: readonly (readonly [setting: string, value: string])[]
  /** Settings of headers that browsers only accept over https. */
  readonly unheeded: readonly (readonly [setting: string, value: string])[]
  /** Checks of Django that ask for what only the owner can promise. */
  readonly silenced: readonly string[]
}

export function hostBlocks({ hosts }: OverlayView): Block[] {
  return [
    ...block('hosts.site', 'The names that the site answers to; any other is refused.', [
      'ALLOWED_HOSTS',
      texts(hosts.allowed),
    ]),
    ...block('hosts.origins', originsComment(hosts), ['CSRF_TRUSTED_ORIGINS', origins(hosts)]),
    ...block(
      'hosts.proxy',
      'Visitors speak with nginx, which says in this header whether they came by https. It sets the header itself, so nobody else can.',
      ['SECURE_PROXY_SSL_HEADER', "('HTTP_X_FORWARDED_PROTO', 'https')"],
    ),
    ...block(
      'hosts.proxy',
      'This one nginx passes on as visitors send it.',
      hosts.believesForwardedHost ? ['USE_X_FORWARDED_HOST', 'False'] : null,
    ),
    ...block(
      'hosts.empty',
      'An empty name among these, where nobody gives one, would stop every command.',
      ...hosts.emptyOrigins.map((setting) => [setting, `[each for each in ${setting} if each]`] as const),
    ),
    ...block('hosts.foreign', 'The project has these for another address than this.', ...hosts.foreign),
  ]
}

export function httpsBlocks({ https }: OverlayView): Block[] {
  const settings = https.settings
  if (https.on) {
    return [
      ...block(
        'https.on',
        'The site has a certificate: cookies and pages travel by https alone, and browsers remember it.',
        ...settings,
      ),
      ...silenced(https.silenced),
    ]
  }
  return [
    ...block(
      'https.off',
      'The site has no certificate yet: what asks for https would lock every visitor out.',
      ...settings,
    ),
    ...block(
      'https.unheeded',
      'Browsers take this header by https alone, and complain of it in their console otherwise.',
      ...https.unheeded,
    ),
  ]
}

function silenced(checks: readonly string[]): Block[] {
  return block(
    'https.silenced',
    'Whether all subdomains have https for good, only their owner can say: Django need not ask.',
    checks.length === 0
      ? null
      : [
          'SILENCED_SYSTEM_CHECKS',
          listOf([...checks.map(quoted), "*globals().get('SILENCED_SYSTEM_CHECKS', [])"]),
        ],
  )
}

function originsComment({ ownOrigins }: HostsView): string {
  return ownOrigins
    ? 'Forms are taken from these pages, and from those that the project names, a developer’s own apart.'
    : 'Forms are taken from the pages of the site.'
}

function origins({ origins, ownOrigins }: HostsView): Python {
  if (!ownOrigins) return texts(origins)
  const own =
    "*(o for o in CSRF_TRUSTED_ORIGINS if '://' in o and 'localhost' not in o and '127.0.0.1' not in o)"
  return listOf([...origins.map(quoted), own])
}
