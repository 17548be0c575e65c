import type { Finding } from '../findings/finding.ts'
import { booleanOf, itemsOf, placesOf, placesOfItems, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import { isForeignToolName } from './development-apps.ts'
import type { KeyCopy } from './reading.ts'
import type { SettingsQuestion } from './settings-question.ts'

/** What protects the site and its visitors, or fails to. */
export function judgeProtections(question: SettingsQuestion): Finding[] {
  return [
    ...debugOn(question),
    ...branches(question),
    ...key(question),
    ...origins(question),
    ...redirect(question),
    ...weak(question),
    ...tools(question),
  ]
}

function note(code: Finding['code'], value: Value | undefined, values: Finding['values']): Finding {
  return { code, severity: 'note', places: placesOf(value), values }
}

function debugOn({ settings: { underDebug } }: SettingsQuestion): Finding[] {
  const debug = underDebug.get('DEBUG')
  return debug && booleanOf(debug) !== false ? [note('settings.debug-on', debug, {})] : []
}

function branches({ settings: { underDebug } }: SettingsQuestion): Finding[] {
  const names = [...underDebug.keys()].filter((name) => name !== 'DEBUG' && /^[A-Z]/.test(name)).slice(0, 12)
  if (names.length === 0) return []
  const places = names.flatMap((name) => placesOf(underDebug.get(name)))
  return [{ code: 'settings.branches', severity: 'note', places, values: { names: names.join(', ') } }]
}

function key({ settings: { keyCopies, values } }: SettingsQuestion): Finding[] {
  const secret = values.get('SECRET_KEY')
  const isRandom = secret?.type === 'object' && /random|secrets|token|get_random|uuid/.test(secret.name)
  return [
    ...carried(
      'settings.key-copies',
      'note',
      keyCopies.filter(({ around }) => around !== null),
    ),
    ...carried(
      'settings.key-computed',
      'warning',
      keyCopies.filter(({ around }) => around === null),
    ),
    ...(isRandom ? [note('settings.key-random', secret, {})] : []),
  ]
}

function carried(
  code: Finding['code'],
  severity: Finding['severity'],
  copies: readonly KeyCopy[],
): Finding[] {
  const paths = copies.map(({ path }) => path.join('.')).join(', ')
  return copies.length === 0
    ? []
    : [{ code, severity, places: copies.map(({ place }) => place), values: { paths } }]
}

function origins({ settings: { values }, django }: SettingsQuestion): Finding[] {
  const value = values.get('CSRF_TRUSTED_ORIGINS')
  const bare = itemsOf(value).items.filter((origin) => origin !== '' && !/^\w+:\/\//.test(origin))
  const isOld = django !== null && Number.parseInt(django, 10) < 4
  return bare.length === 0 || isOld
    ? []
    : [note('settings.origins-scheme', value, { origins: bare.slice(0, 5).join(', ') })]
}

function redirect({ settings: { values } }: SettingsQuestion): Finding[] {
  const value = values.get('SECURE_SSL_REDIRECT')
  return booleanOf(value) === true
    ? [note('settings.ssl-redirect', value, { names: 'SECURE_SSL_REDIRECT' })]
    : []
}

/** Settings that are safe by default, and the values that they must not have. */
const defences: readonly (readonly [string, (value: Value) => boolean])[] = [
  ['SECURE_CONTENT_TYPE_NOSNIFF', isOff],
  ['SESSION_COOKIE_HTTPONLY', isOff],
  ['X_FRAME_OPTIONS', (value) => /^ALLOW/i.test(textOf(value) ?? '')],
  ['CORS_ORIGIN_ALLOW_ALL', isOn],
  ['CORS_ALLOW_ALL_ORIGINS', isOn],
  ['SESSION_SERIALIZER', (value) => /Pickle/.test(textOf(value) ?? '')],
  ['PASSWORD_HASHERS', (value) => /MD5|SHA1|Plain|Crypt/.test(itemsOf(value).items[0] ?? '')],
]

function weak({ settings: { values } }: SettingsQuestion): Finding[] {
  const found = defences.filter(([name, isWeak]) => {
    const value = values.get(name)
    return value !== undefined && isWeak(value)
  })
  const middleware = values.get('MIDDLEWARE') ?? values.get('MIDDLEWARE_CLASSES')
  const { items, complete } = itemsOf(middleware)
  const lacksCsrf = complete && items.length > 2 && !items.some((item) => /csrf/i.test(item))
  const names = [...found.map(([name]) => name), ...(lacksCsrf ? ['CsrfViewMiddleware'] : [])]
  if (names.length === 0) return []
  const weakened = [...found.map(([name]) => values.get(name)), ...(lacksCsrf ? [middleware] : [])]
  const places = weakened.flatMap(placesOf)
  return [{ code: 'settings.weak', severity: 'warning', places, values: { names: names.join(', ') } }]
}

function isOff(value: Value): boolean {
  return booleanOf(value) === false
}

function isOn(value: Value): boolean {
  return booleanOf(value) === true
}

function tools({ settings: { values } }: SettingsQuestion): Finding[] {
  const installed = values.get('INSTALLED_APPS')
  const apps = itemsOf(installed).items.filter(isForeignToolName)
  if (apps.length === 0) return []
  const places = placesOfItems(installed, isForeignToolName)
  return [{ code: 'settings.tools', severity: 'note', places, values: { apps: apps.join(', ') } }]
}
