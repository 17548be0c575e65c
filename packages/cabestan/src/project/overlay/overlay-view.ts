import type { Assignments } from '../../render/settings/block.ts'
import type { KeyView } from '../../render/settings/key.ts'
import { pythonText } from '../../render/settings/python.ts'
import { keptReasons } from '../../render/settings/reasons.ts'
import { overlayBlocks } from '../../render/settings/settings-module.ts'
import type { Branch, Kept, OverlayView } from '../../render/settings/view.ts'
import { itemsOf, keysOf } from '../python/access.ts'
import type { Reading } from '../reading.ts'
import { applicationsView, isShortened, reportsView } from './applications-view.ts'
import { databaseView, librariesElsewhere, searchesInPostgres } from './database-view.ts'
import type { OverlayDecisions } from './decisions.ts'
import { entryPointsView, projectView } from './entry-points-view.ts'
import { filesView, remoteStorages } from './files-view.ts'
import { hostsView, httpsView } from './hosts-view.ts'
import { mailsNowhere, mailView } from './mail-view.ts'
import { type ProjectSettings, projectSettings } from './project-settings.ts'
import { rabbitmqView } from './rabbitmq-view.ts'
import { brokerInCode, otherRedisUsers, redisView } from './redis-view.ts'
import { pythonOf } from './value-text.ts'

/** What is laid over the project's settings in production, from what was read and what was decided. */
export function overlayFor(reading: Reading, decisions: OverlayDecisions): OverlayView {
  const settings = projectSettings(reading)
  const view: OverlayView = {
    package: packageName(decisions.name, reading),
    name: decisions.name,
    project: projectView(reading),
    django: settings.django,
    paths: decisions.paths,
    entryPoints: entryPointsView(settings, decisions),
    key: keyView(settings),
    branches: [],
    propagates: settings.has('DEBUG_PROPAGATE_EXCEPTIONS'),
    hosts: hostsView(settings, decisions),
    https: httpsView(settings, decisions),
    database: databaseView(settings, decisions),
    libraries: librariesElsewhere(settings, decisions),
    searchesInPostgres: searchesInPostgres(settings, decisions),
    sessionsInMemory: sessionsInMemory(settings),
    files: filesView(settings, decisions),
    redis: redisView(settings, decisions),
    rabbitmq: rabbitmqView(settings, decisions),
    mail: mailView(settings, decisions),
    reports: reportsView(settings, decisions),
    applications: applicationsView(settings),
    kept: [],
  }
  const branches = branchesOf(settings, view)
  return {
    ...view,
    branches: branches.known,
    kept: [...kept(settings, decisions, view), ...branches.unknown],
  }
}

/** Checks that no module of the project has this name, because ours would then be another one. */
function packageName(name: string, { where, data, settings }: Reading): string {
  const modules = [settings.module.value ?? '', ...data.applications.map(({ module }) => module)]
  const taken = new Set([...modules, ...where.pythonPath].map((module) => module.split(/[./]/)[0]))
  const wanted = `cabestan_${name.replaceAll('-', '_')}`
  return taken.has(wanted) ? `${wanted}_production` : wanted
}

function keyView({ reading, value }: ProjectSettings): KeyView {
  return {
    copies: reading.settings.keyCopies.flatMap(({ path, around, bytes }) =>
      around ? [{ path, around, bytes }] : [],
    ),
    dropFallbacks: itemsOf(value('SECRET_KEY_FALLBACKS')).items.length > 0,
  }
}

/** The cache is Django's default in memory, and sessions were told to use it. */
function sessionsInMemory({ text, items, reading }: ProjectSettings): boolean {
  if (text('SESSION_ENGINE') !== 'django.contrib.sessions.backends.cache') return false
  if (!items('INSTALLED_APPS').includes('django.contrib.sessions')) return false
  const caches = reading.settings.values.get('CACHES')
  const backend = text('CACHES', text('SESSION_CACHE_ALIAS') ?? 'default', 'BACKEND')
  return caches === undefined || /\.(locmem|dummy)\./.test(backend ?? '')
}

function branchesOf(settings: ProjectSettings, view: OverlayView) {
  const { values, underDebug } = settings.reading.settings
  const assignments = overlayBlocks(view).flatMap((block) => block.assignments)
  const assigned = new Set(assignments.map(([setting]) => setting))
  const replaced = new Set(assignments.filter(isWhole).map(([setting]) => setting))
  const known: Branch[] = []
  const unknown: Kept[] = []
  for (const setting of underDebug.keys()) {
    if (replaced.has(setting) || (lists.has(setting) && isShortened(settings, setting))) continue
    const value = values.get(setting)
    const python = value && pythonOf(value, settings.reading.environment)
    if (python) known.push({ setting, value: python })
    else if (!value && djangosOwn.has(setting)) known.push({ setting, value: null })
    else if (value && !assigned.has(setting)) unknown.push({ setting, why: 'kept.branch' })
  }
  return { known, unknown }
}

/** Nothing is left of the project's own value. */
function isWhole([setting, value]: Assignments[number]): boolean {
  return !new RegExp(`\\b${setting}\\b`).test(pythonText(value))
}

const lists = new Set(['INSTALLED_APPS', 'MIDDLEWARE', 'MIDDLEWARE_CLASSES'])

/** Settings that people only write for development and for which Django has a default. */
const djangosOwn = new Set([
  'AUTH_PASSWORD_VALIDATORS',
  'CACHES',
  'EMAIL_BACKEND',
  'EMAIL_HOST',
  'EMAIL_PORT',
  'INTERNAL_IPS',
  'LOGGING',
  'PASSWORD_HASHERS',
  'SESSION_ENGINE',
  'STATICFILES_STORAGE',
  'DEFAULT_FILE_STORAGE',
])

function kept(settings: ProjectSettings, decisions: OverlayDecisions, view: OverlayView): Kept[] {
  const kept: Readonly<Record<Kept['why'], readonly string[]>> = {
    'kept.branch': [],
    'kept.broker': decisions.redis && brokerInCode(settings, view.redis) ? ['CELERY_BROKER_URL'] : [],
    'kept.channels': aliasesWith(settings, 'CHANNEL_LAYERS', /InMemory/),
    'kept.databases': keysOf(settings.value('DATABASES')).length > 1 ? ['DATABASES'] : [],
    'kept.key': settings.reading.settings.keyCopies.flatMap(({ path: [setting = ''], around }) =>
      around ? [] : [setting],
    ),
    'kept.mail': mailsNowhere(settings, decisions),
    'kept.memcached': settings.reading.processes.services.some((service) => service.package === 'memcached')
      ? []
      : aliasesWith(settings, 'CACHES', /memcached/i),
    'kept.redis': decisions.redis ? otherRedisUsers(settings, decisions) : [],
    'kept.storage': remoteStorages(settings),
  }
  return keptReasons.flatMap((why) => [...new Set(kept[why])].map((setting) => ({ setting, why })))
}

function aliasesWith(settings: ProjectSettings, setting: string, backend: RegExp): string[] {
  const aliases = keysOf(settings.value(setting))
  return aliases.some((alias) => backend.test(settings.text(setting, alias, 'BACKEND') ?? ''))
    ? [setting]
    : []
}
