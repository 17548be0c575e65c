import type { ApplicationsView, ReportsView } from '../../render/settings/reports.ts'
import { booleanOf, isNone, itemsOf } from '../python/access.ts'
import type { OverlayDecisions } from './decisions.ts'
import { atLeast, type ProjectSettings } from './project-settings.ts'

export function reportsView(
  settings: ProjectSettings,
  { admins, interface: kind }: OverlayDecisions,
): ReportsView {
  const setting = middlewareSetting(settings)
  const configuration = settings.reading.settings.values.get('LOGGING_CONFIG')
  return {
    setting,
    own: settings.has(setting),
    socketPort: kind === 'asgi',
    brokenLinks: admins.length > 0 || booleanOf(settings.value('MANAGERS')) === true,
    ignores: settings.has('IGNORABLE_404_URLS'),
    ownLogging: isNone(configuration) || booleanOf(configuration) === false,
    hasLogging: settings.has('LOGGING'),
  }
}

export function applicationsView(settings: ProjectSettings): ApplicationsView {
  const setting = middlewareSetting(settings)
  const middleware = settings.items(setting)
  const isComplete = itemsOf(settings.value(setting)).complete
  const hidden = showsInsides.filter(
    (prefix) =>
      middleware.some((each) => each.startsWith(prefix)) || (!isComplete && prefix === 'debug_toolbar.'),
  )
  const appsUnderDebug = onlyUnderDebug(settings, 'INSTALLED_APPS')
  const apps = settings.items('INSTALLED_APPS').filter((app) => !appsUnderDebug.includes(app))
  return {
    hidden,
    optional: developersTools.filter((tool) => apps.some((app) => app.split('.')[0] === tool)),
    appsUnderDebug,
    middlewareUnderDebug: onlyUnderDebug(settings, setting).filter(
      (each) => !hidden.some((prefix) => each.startsWith(prefix)),
    ),
  }
}

/** Whether leaving out a few entries gives the same list as without DEBUG. */
export function isShortened(settings: ProjectSettings, setting: string): boolean {
  const { values, underDebug } = settings.reading.settings
  const [wanted, found] = [itemsOf(values.get(setting)), itemsOf(underDebug.get(setting))]
  return wanted.complete && wanted.items.every((item) => found.items.includes(item))
}

/**
 * Middleware that shows settings, queries or timings to anybody, or changes pages, some of it whatever DEBUG says.
 */
const showsInsides = [
  'debug_toolbar.',
  'debug_toolbar_force.',
  'debug_panel.',
  'django_browser_reload.',
  'django_pdb.',
  'livereload.',
  'nplusone.',
  'pyinstrument.',
  'querycount.',
]

const developersTools = [
  'debug_toolbar',
  'debug_panel',
  'debug_permissions',
  'django_browser_reload',
  'django_extensions',
  'django_pdb',
  'django_watchfiles',
  'livereload',
  'nplusone',
  'sslserver',
  'template_debug',
  'template_profiler_panel',
]

/** Before Django 1.10 there was only the other setting; until 1.11 it counts where MIDDLEWARE is missing. */
function middlewareSetting(settings: ProjectSettings): ReportsView['setting'] {
  const old = settings.has('MIDDLEWARE_CLASSES') && !settings.has('MIDDLEWARE')
  return old && atLeast(settings.django, 2, 0) !== true ? 'MIDDLEWARE_CLASSES' : 'MIDDLEWARE'
}

function onlyUnderDebug(settings: ProjectSettings, setting: string): string[] {
  const { values, underDebug } = settings.reading.settings
  if (!underDebug.has(setting) || !isShortened(settings, setting)) return []
  const wanted = new Set(itemsOf(values.get(setting)).items)
  return itemsOf(underDebug.get(setting)).items.filter((item) => !wanted.has(item))
}
