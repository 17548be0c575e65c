import type { Finding } from '../findings/finding.ts'
import { hostIn } from '../hosts.ts'
import { entry, keysBehind, placesOf, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import { compareSeries } from '../runtime/series.ts'
import type { SettingsQuestion } from './settings-question.ts'

/** Files that another company stores: visitors' uploads, and static files. */
export function judgeStorage(question: SettingsQuestion): Finding[] {
  return [...uploads(question), ...staticFiles(question)]
}

/**
 * The names of a storage, and the settings that it reads. Other settings of the same company are for other things.
 */
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

/** Settings that a storage works without, where they are read and have no fallback. */
const dispensable = /REGION|ENDPOINT|DOMAIN|CLOUDFRONT|CDN|LOCATION|PREFIX|ACL|SESSION_TOKEN|SIGNATURE|EXPIR/

/** Uploads fail if its keys are left open. */
function uploads(question: SettingsQuestion): Finding[] {
  const { values } = question.settings
  const chosen = entry(values.get('STORAGES'), 'default', 'BACKEND')
  const old = values.get('DEFAULT_FILE_STORAGE')
  const { django } = question
  if (chosen !== undefined || django === null || compareSeries(django, '5.1') < 0)
    return judgeElsewhere(question, { value: chosen ?? old, alias: 'default' })
  const backend = textOf(old) ?? ''
  if (!storages.some(([name]) => name.test(backend))) return []
  const named = { backend, django }
  return [{ code: 'settings.storage-unread', severity: 'warning', places: placesOf(old), values: named }]
}

/** Each release sends its static files there, and cannot go live if that fails. */
function staticFiles(question: SettingsQuestion): Finding[] {
  const { values } = question.settings
  const { django } = question
  const heedsOld = django === null || compareSeries(django, '5.1') < 0
  const chosen = entry(values.get('STORAGES'), 'staticfiles', 'BACKEND')
  const value = chosen ?? (heedsOld ? values.get('STATICFILES_STORAGE') : undefined)
  return judgeElsewhere(question, { value, alias: 'staticfiles' })
}

/** A backend, and the name under which Django uses it. */
interface Backend {
  readonly value: Value | undefined
  readonly alias: 'default' | 'staticfiles'
}

function judgeElsewhere(question: SettingsQuestion, { value, alias }: Backend): Finding[] {
  const backend = textOf(value) ?? ''
  const read = storages.find(([name]) => name.test(backend))?.[1]
  if (read === undefined) return []
  const open = openKeys(question, read, alias)
  // Without those that are required already, the settings stop.
  const asked = open.filter((name) => question.wanted.includes(name))
  const rest = open.filter((name) => !question.wanted.includes(name))
  const keys = [...new Set([...rest, ...(/cloudinary/i.test(backend) ? cloudinaryKeys(question) : [])])]
  const host = alias === 'default' ? neighbour(question.settings.values) : null
  const code = alias === 'default' ? 'settings.storage-elsewhere' : 'settings.static-elsewhere'
  const places = placesOf(value)
  if (keys.length > 0) {
    const values = { backend, keys: keys.join(', ') }
    return [{ code, severity: 'error', wants: 'question', places, values }]
  }
  const values = {
    backend,
    ...(host === null ? {} : { host }),
    ...(asked.length > 0 ? { asked: asked.join(', ') } : {}),
  }
  return [{ code, severity: 'warning', places, values }]
}

/** Keys of the environment behind the settings that it reads and that nobody has given. */
function openKeys(
  { settings: { values }, environment, given }: SettingsQuestion,
  read: RegExp,
  alias: Backend['alias'],
): string[] {
  const behind = [
    ...[...values].filter(([name]) => read.test(name)).flatMap(([, setting]) => keysOf(setting, given)),
    ...keysBehind(entry(values.get('STORAGES'), alias, 'OPTIONS')),
  ]
  return environment
    .filter(({ name }) => behind.includes(name) && !given.includes(name))
    .filter((key) => key.default === null && (key.needed || !dispensable.test(key.name)))
    .map(({ name }) => name)
}

/** `os.getenv('A') or os.getenv('B')`: either will do. If neither is given, the first one is asked for. */
function keysOf(setting: Value, given: readonly string[]): readonly string[] {
  const keys = keysBehind(setting)
  if (setting.type !== 'none') return keys
  return keys.some((key) => given.includes(key)) ? [] : keys.slice(-1)
}

/** A name without a dot belongs to a container beside the site, which this server does not have. */
function neighbour(values: SettingsQuestion['settings']['values']): string | null {
  const named = entry(values.get('STORAGES'), 'default', 'OPTIONS')
  const address = textOf(entry(named, 'endpoint_url')) ?? textOf(values.get('AWS_S3_ENDPOINT_URL'))
  const host = hostIn(address ?? '')
  return /^[\w-]+$/.test(host) ? host : null
}

/**
 * Without CLOUDINARY_STORAGE it reads the environment itself, and a page with an upload fails if nothing is there.
 */
function cloudinaryKeys({ settings: { values }, environment, given }: SettingsQuestion): string[] {
  if (values.has('CLOUDINARY_STORAGE') || given.includes('CLOUDINARY_URL')) return []
  const parts = ['CLOUDINARY_CLOUD_NAME', 'CLOUDINARY_API_KEY', 'CLOUDINARY_API_SECRET']
  // `cloudinary.config(cloud_name=os.getenv(…))` would override the address.
  const asked = parts.some((part) => environment.some(({ name }) => name === part))
  return (asked ? parts : ['CLOUDINARY_URL']).filter((key) => !given.includes(key))
}
