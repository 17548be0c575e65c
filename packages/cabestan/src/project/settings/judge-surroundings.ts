import type { Finding } from '../findings/finding.ts'
import { someNames } from '../findings/some-names.ts'
import {
  entry,
  itemsOf,
  keysBehind,
  keysOf,
  numberOf,
  placesOf,
  placesOfItems,
  textOf,
} from '../python/access.ts'
import { placeWith } from '../tree/line-with.ts'
import { judgeSignIn } from './judge-sign-in.ts'
import { judgeStorage } from './judge-storage.ts'
import type { SettingsQuestion } from './settings-question.ts'
import { isTenantPackage, wantsTenant } from './tenants.ts'

/** Mail, caches, storages, logs: what the site depends on. */
export function judgeSurroundings(question: SettingsQuestion): Finding[] {
  return [
    ...mail(question),
    ...sessions(question),
    ...channels(question),
    ...judgeStorage(question),
    ...judgeSignIn(question),
    ...logs(question),
    ...site(question),
    ...tenants(question),
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
  const isSites = (app: string) => app === 'django.contrib.sites'
  const installed = placesOfItems(values.get('INSTALLED_APPS'), isSites)
  const about = { code: 'settings.site-id', severity: 'warning' } as const
  if (installed.length === 0 || id === 1) return []
  // Without one, Django looks for a site with the name that the visitor used.
  if (value === undefined) return [{ ...about, places: installed, values: {} }]
  return id === null ? [] : [{ ...about, places: placesOf(value), values: { id: String(id) } }]
}

function tenants({ settings: { values } }: SettingsQuestion): Finding[] {
  if (!wantsTenant(values)) return []
  const places = placesOfItems(values.get('INSTALLED_APPS'), isTenantPackage)
  return [{ code: 'settings.tenants', severity: 'warning', places, values: {} }]
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
