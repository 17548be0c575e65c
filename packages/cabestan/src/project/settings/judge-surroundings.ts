import type { Finding } from '../findings/finding.ts'
import { someNames } from '../findings/some-names.ts'
import { entry, itemsOf, keysBehind, keysOf, numberOf, placesOf, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import { compareSeries } from '../runtime/series.ts'
import { placeWith } from '../tree/line-with.ts'
import type { SettingsQuestion } from './judge-settings.ts'
import { judgeSignIn } from './judge-sign-in.ts'

/** Mail, caches, storages, logs: what the site leans on. */
export function judgeSurroundings(question: SettingsQuestion): Finding[] {
  return [
    ...mail(question),
    ...sessions(question),
    ...channels(question),
    ...storage(question),
    ...staticFiles(question),
    ...judgeSignIn(question),
    ...logs(question),
    ...site(question),
    ...routers(question),
    ...reporting(question),
  ]
}

function mail({ settings: { values }, mail: named }: SettingsQuestion): Finding[] {
  const value = values.get('EMAIL_BACKEND')
  const backend = textOf(value) ?? ''
  if (named || !/\.(?:console|filebased|locmem|dummy)\./.test(backend) || keysBehind(value).length > 0)
    return []
  return [
    { code: 'settings.mail-nowhere', severity: 'warning', places: placesOf(value), values: { backend } },
  ]
}

function sessions({ settings: { values } }: SettingsQuestion): Finding[] {
  const engine = values.get('SESSION_ENGINE')
  const alias = textOf(values.get('SESSION_CACHE_ALIAS')) ?? 'default'
  const cache = textOf(entry(values.get('CACHES'), alias, 'BACKEND')) ?? ''
  const inMemory = cache === '' || /locmem|dummy/i.test(cache)
  if (!/\.cache$/.test(textOf(engine) ?? '') || !inMemory) return []
  return [{ code: 'settings.memory-cache', severity: 'warning', places: placesOf(engine), values: {} }]
}

function channels({ settings: { values } }: SettingsQuestion): Finding[] {
  const layers = values.get('CHANNEL_LAYERS')
  const backend = textOf(entry(layers, 'default', 'BACKEND')) ?? ''
  if (!/InMemory/.test(backend)) return []
  return [{ code: 'settings.memory-channels', severity: 'warning', places: placesOf(layers), values: {} }]
}

/** What a storage is called, and the settings that it reads. Others of the same company are for other things. */
const storages: readonly (readonly [RegExp, RegExp])[] = [
  [/s3|boto|minio/i, /^(?:AWS_(?!SES_|SNS_|SQS_)|S3_|MINIO_|CELLAR_)/],
  [/gcloud|google/i, /^(?:GS_|GCS_|GOOGLE_(?:APPLICATION|CLOUD|STORAGE))/],
  [/azure/i, /^AZURE_(?:ACCOUNT|CONTAINER|CONNECTION|STORAGE|SAS|TOKEN|CLIENT)/],
  [/cloudinary/i, /^CLOUDINARY/],
  [/dropbox/i, /^DROPBOX_/],
  [/sftp/i, /^SFTP_/],
  [/libcloud/i, /^LIBCLOUD_/],
  [/swift/i, /^SWIFT_/],
]

/** A storage does without these where its settings ask for them and name nothing instead. */
const dispensable = /REGION|ENDPOINT|DOMAIN|CLOUDFRONT|CDN|LOCATION|PREFIX|ACL|SESSION_TOKEN|SIGNATURE|EXPIR/

/** Uploads fail where its keys are left open. */
function storage(question: SettingsQuestion): Finding[] {
  const { values } = question.settings
  const chosen = entry(values.get('STORAGES'), 'default', 'BACKEND')
  const old = values.get('DEFAULT_FILE_STORAGE')
  const { django } = question
  if (chosen !== undefined || django === null || compareSeries(django, '5.1') < 0)
    return storageElsewhere(question, { value: chosen ?? old, alias: 'default' })
  const backend = textOf(old) ?? ''
  if (!storages.some(([name]) => name.test(backend))) return []
  const named = { backend, django }
  return [{ code: 'settings.storage-unread', severity: 'warning', places: placesOf(old), values: named }]
}

/** Each release sends its static files there, and none goes live where that fails. */
function staticFiles(question: SettingsQuestion): Finding[] {
  const { values } = question.settings
  const { django } = question
  const heedsOld = django === null || compareSeries(django, '5.1') < 0
  const chosen = entry(values.get('STORAGES'), 'staticfiles', 'BACKEND')
  const value = chosen ?? (heedsOld ? values.get('STATICFILES_STORAGE') : undefined)
  return storageElsewhere(question, { value, alias: 'staticfiles' })
}

function storageElsewhere(
  question: SettingsQuestion,
  { value, alias }: { value: Value | undefined; alias: 'default' | 'staticfiles' },
): Finding[] {
  const code = alias === 'default' ? 'settings.storage-elsewhere' : 'settings.static-elsewhere'
  const { environment, given } = question
  const { values } = question.settings
  const backend = textOf(value) ?? ''
  const read = storages.find(([name]) => name.test(backend))?.[1]
  if (read === undefined) return []
  const behind = [
    ...[...values].filter(([name]) => read.test(name)).flatMap(([, setting]) => keysBehind(setting)),
    ...keysBehind(entry(values.get('STORAGES'), alias, 'OPTIONS')),
  ]
  const open = environment.filter(
    (key) =>
      behind.includes(key.name) &&
      key.default === null &&
      (key.needed || !dispensable.test(key.name)) &&
      !given.includes(key.name),
  )
  // Without them the settings stop, and so they are asked for already.
  const [asked = [], rest = []] = [true, false].map((is) =>
    open.map(({ name }) => name).filter((name) => question.wanted.includes(name) === is),
  )
  const byItself = /cloudinary/i.test(backend) ? cloudinaryKeys(values, environment, given) : []
  const keys = [...new Set([...rest, ...byItself])].join(', ')
  const places = placesOf(value)
  if (keys === '') {
    const host = alias === 'default' ? neighbour(values) : null
    const said = {
      backend,
      ...(host === null ? {} : { host }),
      ...(asked.length > 0 ? { asked: asked.join(', ') } : {}),
    }
    return [{ code, severity: 'warning', places, values: said }]
  }
  return [
    {
      code,
      severity: 'error',
      wants: 'question',
      places,
      values: { backend, keys },
    },
  ]
}

/** A name without a dot is that of a container beside the site, which this server does not have. */
function neighbour(values: SettingsQuestion['settings']['values']): string | null {
  const named = entry(values.get('STORAGES'), 'default', 'OPTIONS')
  const address = textOf(entry(named, 'endpoint_url')) ?? textOf(values.get('AWS_S3_ENDPOINT_URL'))
  return /^https?:\/\/([\w-]+)(?:[:/]|$)/.exec(address ?? '')?.[1] ?? null
}

/** Without CLOUDINARY_STORAGE it asks the environment by itself, and a page with an upload fails where nothing is there. */
function cloudinaryKeys(
  values: SettingsQuestion['settings']['values'],
  environment: SettingsQuestion['environment'],
  given: readonly string[],
): string[] {
  if (values.has('CLOUDINARY_STORAGE') || given.includes('CLOUDINARY_URL')) return []
  const parts = ['CLOUDINARY_CLOUD_NAME', 'CLOUDINARY_API_KEY', 'CLOUDINARY_API_SECRET']
  // `cloudinary.config(cloud_name=os.getenv(…))` would undo what the address says.
  const asked = parts.some((part) => environment.some(({ name }) => name === part))
  return (asked ? parts : ['CLOUDINARY_URL']).filter((key) => !given.includes(key))
}

/**
 * Where the site's own user may not write, Django does not start: the overlay moves the files, but too late for
 * settings that set LOGGING up by themselves. Together, however many handlers there are: what to do is the same.
 */
function logs({ settings: { values } }: SettingsQuestion): Finding[] {
  const handlers = entry(values.get('LOGGING'), 'handlers')
  const files = keysOf(handlers)
    .map((name) => entry(handlers, name, 'filename'))
    .filter((file) => isElsewhere(textOf(file) ?? '') && keysBehind(file).length === 0)
  if (files.length === 0) return []
  const path = someNames([...new Set(files.map((file) => textOf(file) ?? ''))])
  const isOwn = values.has('LOGGING_CONFIG') && textOf(values.get('LOGGING_CONFIG')) === null
  return [
    {
      ...(isOwn
        ? ({ code: 'settings.log-path', severity: 'warning' } as const)
        : ({ code: 'settings.log-moved', severity: 'note' } as const)),
      places: files.flatMap(placesOf),
      values: { path },
    },
  ]
}

function isElsewhere(path: string): boolean {
  return /^\/(?!dev\/|tmp\/|var\/tmp\/|srv\/|\{)/.test(path)
}

function site({ settings: { values } }: SettingsQuestion): Finding[] {
  const value = values.get('SITE_ID')
  const id = numberOf(value)
  const usesSites = itemsOf(values.get('INSTALLED_APPS')).items.includes('django.contrib.sites')
  if (id === null || id === 1 || !usesSites) return []
  return [
    { code: 'settings.site-id', severity: 'warning', places: placesOf(value), values: { id: String(id) } },
  ]
}

function routers({ settings: { values } }: SettingsQuestion): Finding[] {
  const value = values.get('DATABASE_ROUTERS')
  const { items } = itemsOf(value)
  if (items.length === 0) return []
  return [
    {
      code: 'settings.routers',
      severity: 'note',
      places: placesOf(value),
      values: { routers: items.join(', ') },
    },
  ]
}

function reporting({ settings: { values, files }, tree }: SettingsQuestion): Finding[] {
  const raven = values.get('RAVEN_CONFIG')
  const place = placeWith(tree, files, /sentry_sdk\.init\(|rollbar\.init\(/)
  if (!raven && !place) return []
  const name = raven ? 'Sentry (raven)' : 'Sentry'
  const places = place ? [place] : placesOf(raven)
  return [{ code: 'settings.errors-reported', severity: 'note', places, values: { name } }]
}
