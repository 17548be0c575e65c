import { roleOfName } from '../environment/role-of-name.ts'
import { entry, keysBehind, textOf } from '../python/access.ts'
import type { EnvironmentRead, Names } from '../python/values.ts'
import type { Look } from './look.ts'
import { purposeOfValue } from './purpose-words.ts'

/** A key that may turn the settings to production, and values that could do so. */
export interface SwitchOption {
  readonly key: string
  readonly values: readonly string[]
  readonly kind: 'debug' | 'name' | 'flag' | 'platform'
  readonly read: EnvironmentRead
}

const maxValues = 4

export function switchOptions({ evaluation, names }: Look): SwitchOption[] {
  const debugKeys = new Set(keysBehind(names.get('DEBUG')))
  const parts = new Set(databaseKeys(names))
  const reads = [
    ...new Map(evaluation.reads.map((read) => [read.key, merged(evaluation.reads, read)])).values(),
  ]
  const found = reads.flatMap((read) => (parts.has(read.key) ? [] : (optionOf(read, debugKeys) ?? [])))
  return found.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

/** `'NAME': env('DATABASE_NAME_PROD')`: the database's name, whatever the key is called. */
function databaseKeys(names: Names): readonly string[] {
  return ['NAME', 'USER', 'PASSWORD', 'HOST', 'PORT'].flatMap((part) => {
    const value = entry(names.get('DATABASES'), 'default', part)
    return value?.type === 'environment' ? [value.key] : []
  })
}

const order = ['name', 'flag', 'debug', 'platform']

/** Code that reads it in several places compares it with several texts. */
function merged(reads: readonly EnvironmentRead[], read: EnvironmentRead): EnvironmentRead {
  const comparedWith = reads.filter(({ key }) => key === read.key).flatMap((one) => one.comparedWith)
  return { ...read, comparedWith: [...new Set(comparedWith)] }
}

function optionOf(read: EnvironmentRead, debugKeys: ReadonlySet<string>): SwitchOption | null {
  const { key, comparedWith } = read
  const option = (kind: SwitchOption['kind'], values: readonly string[]) => ({
    key,
    read,
    kind,
    values: values.slice(0, maxValues),
  })
  if (/DEBUG_?(?:FALSE|OFF|DISABLED?)|(?:NO|DISABLE|NOT)_?DEBUG/i.test(key))
    return option('flag', ['True', '1'])
  const purposes = comparedWith.filter((text) =>
    /^(?:production|platform|staging)$/.test(purposeOfValue(text)),
  )
  if (/(?:^|_)DEBUG$|^DEBUG_MODE$/i.test(key))
    return option('debug', [...productionFirst(purposes), ...falseFor(read)])
  if (isPlatform(key)) return isDatabasePart(key) ? null : option('platform', ['1'])
  if (purposes.length > 0) return option('name', productionFirst(purposes))
  if (isEnvironmentName(key) && isOpen(read)) return option('name', [...others(read), 'production', 'prod'])
  if (isValueOfPlace(key)) return null
  if (isProductionFlag(key)) return option('flag', ['True', '1', 'production'])
  if (isDevelopmentFlag(key)) return option('flag', falseFor(read))
  return debugKeys.has(key) && read.cast === 'boolean' ? option('debug', falseFor(read)) : null
}

/** What the code reads as false: a text that is only checked for presence must be empty. */
function falseFor({ cast, comparedWith }: EnvironmentRead): string[] {
  const words = ['False', '0', 'false', '']
  const compared = comparedWith.filter((text) => /^(?:false|0|no|off|n)$/i.test(text))
  return cast === 'number' ? ['0', ''] : [...new Set([...compared, ...words])]
}

function productionFirst(texts: readonly string[]): string[] {
  const rank = ['production', 'platform', 'staging']
  return texts.toSorted((a, b) => rank.indexOf(purposeOfValue(a)) - rank.indexOf(purposeOfValue(b)))
}

/** The default may be in capitals, and production's name then is too. */
function others({ default: otherwise }: EnvironmentRead): string[] {
  const text = textOf(otherwise ?? undefined) ?? ''
  return /^[A-Z]+$/.test(text)
    ? ['PRODUCTION', 'PROD']
    : /^[A-Z][a-z]+$/.test(text)
      ? ['Production', 'Prod']
      : []
}

/** A list, a number or a path names no environment, and neither does a value that is production's by default. */
function isOpen({ cast, default: otherwise }: EnvironmentRead): boolean {
  const text = textOf(otherwise ?? undefined)
  return cast === 'text' && (text === null || (!/[./]/.test(text) && purposeOfValue(text) !== 'production'))
}

function isEnvironmentName(key: string): boolean {
  return /(?:^|_)(?:ENV|ENVIRONMENT|ENVIRON|STAGE|(?<!MAINTENANCE_)MODE|PROFILE|TIER|DEPLOYMENT|SETTINGS|CONFIG|CONFIGURATION|CONTEXT|TARGET)(?:_(?:NAME|TYPE))?$/i.test(
    key,
  )
}

/** `SENTRY_DSN_PROD`, `API_URL_DEV`: the code needs the value itself, not a yes. */
function isValueOfPlace(key: string): boolean {
  return /(?:^|_)(?:DSN|URL|URI|KEY|TOKEN|SECRET|PASSWORD|HOST|HOSTS|PORT|USER|DOMAIN|BUCKET|EMAIL|ID)_[A-Z]+$/i.test(
    key,
  )
}

function isProductionFlag(key: string): boolean {
  return /(?:^|_)(?:PROD|PRODUCTION|LIVE|DEPLOY|DEPLOYED|ON_SERVER|IS_SERVER|ONLINE)(?:_(?:MODE|ENV|SERVER))?$/i.test(
    key,
  )
}

function isDevelopmentFlag(key: string): boolean {
  return /(?:^|_)(?:DEV|DEVELOP|DEVELOPMENT|LOCAL|LOCALHOST|DEV_MODE|LOCAL_DEV)(?:_(?:MODE|ENV))?$/i.test(key)
}

/** `if 'RDS_DB_NAME' in os.environ:` needs the database's name there, not a flag. */
function isDatabasePart(key: string): boolean {
  return roleOfName(key).startsWith('database-')
}

/** Variables that a hosting company sets itself. */
export function isPlatform(key: string): boolean {
  return /^(?:DYNO|ON_HEROKU|HEROKU\w*|IS_HEROKU\w*|GAE_\w+|GOOGLE_CLOUD_PROJECT|WEBSITE_HOSTNAME|RENDER|RENDER_\w+|RAILWAY\w*|FLY_APP_NAME|PLATFORM_\w+|VCAP_\w+|RDS_\w+|AWS_EXECUTION_ENV|VERCEL\w*|CC_\w+|CONTAINER|SCALINGO\w*|PYTHONANYWHERE\w*|OPENSHIFT\w*|KUBERNETES_\w+|IN_DOCKER|IS_DOCKER|DOCKER\w*|CODESPACE\w*)$/.test(
    key,
  )
}
