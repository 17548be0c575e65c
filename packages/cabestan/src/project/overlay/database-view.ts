import type { DatabaseView } from '../../render/settings/database.ts'
import { alternatives, entry, isNone, keysBehind, textOf } from '../python/access.ts'
import type { OverlayDecisions } from './decisions.ts'
import { atLeast, isDjango18, type ProjectSettings } from './project-settings.ts'

export function databaseView(settings: ProjectSettings, decisions: OverlayDecisions): DatabaseView {
  switch (decisions.database) {
    case 'postgresql':
      return onSocket(settings, decisions)
    case 'sqlite':
      return inFile(settings, decisions)
    case 'own':
      return ofTheOwner(settings, decisions)
  }
}

function onSocket(settings: ProjectSettings, { interface: kind }: OverlayDecisions): DatabaseView {
  const isPostgres = /postg/.test(textOf(settings.found('DATABASES', 'default', 'ENGINE')) ?? '')
  // Django refuses a pool together with persistent connections of its own.
  const pool = isPostgres && settings.found('DATABASES', 'default', 'OPTIONS', 'pool') !== undefined
  return {
    type: 'postgresql',
    engine: postgresEngine(settings),
    persistent: kind === 'wsgi' && !pool,
    healthChecks: atLeast(settings.django, 4, 1) !== false,
    dropOptions: !isPostgres && mayHaveOptions(settings),
    own: settings.has('DATABASES'),
    perhapsNone: alternatives(settings.found('DATABASES', 'default')).some(isNone),
  }
}

function mayHaveOptions({ found }: ProjectSettings): boolean {
  const own = found('DATABASES', 'default')
  return own?.type !== 'dict' || own.open === true || entry(own, 'OPTIONS') !== undefined
}

/** A backend that wraps PostgreSQL's (for tenants, for metrics) is the project's own choice. */
function postgresEngine(settings: ProjectSettings): string {
  const own = settings.text('DATABASES', 'default', 'ENGINE') ?? ''
  const { gis } = settings.reading.data.database
  if (/postgis/.test(own) || (!gis && /postgres/.test(own) && !own.endsWith('postgresql_psycopg2')))
    return own
  if (gis) return 'django.contrib.gis.db.backends.postgis'
  // Django 1.8 only knows the former name.
  return `django.db.backends.postgresql${isDjango18(settings.reading) ? '_psycopg2' : ''}`
}

function inFile(settings: ProjectSettings, { paths }: OverlayDecisions): DatabaseView {
  const own = settings.text('DATABASES', 'default', 'ENGINE') ?? ''
  const { gis, name } = settings.reading.data.database
  const standard = gis ? 'django.contrib.gis.db.backends.spatialite' : 'django.db.backends.sqlite3'
  const isOwn = settings.reading.data.database.engine.value === 'sqlite'
  return {
    type: 'sqlite',
    engine: isOwn && own !== '' ? own : standard,
    file: `${paths.data}/${(isOwn && fileName(name)) || 'db.sqlite3'}`,
    initCommand: atLeast(settings.django, 5, 1) === true,
    own: settings.has('DATABASES') && isOwn,
    ownOptions: isOwn && mayHaveOptions(settings),
  }
}

function ofTheOwner(settings: ProjectSettings, { given, interface: kind }: OverlayDecisions): DatabaseView {
  const { database } = settings.reading.data
  const byUrl = given.includes('DATABASE_URL') && database.given !== 'url'
  if (!byUrl) return { type: 'project' }
  const engine = database.gis ? settings.text('DATABASES', 'default', 'ENGINE') : null
  return { type: 'url', engine, persistent: kind === 'wsgi', own: settings.has('DATABASES') }
}

/** `C:\\OSGeo4W\\bin\\gdal308.dll`, `/opt/homebrew/lib/libgdal.dylib`: without this file GeoDjango does not start. */
export function librariesElsewhere({ found }: ProjectSettings, { given }: OverlayDecisions): string[] {
  const settings = ['GDAL_LIBRARY_PATH', 'GEOS_LIBRARY_PATH', 'SPATIALITE_LIBRARY_PATH']
  return settings.filter((setting) => {
    const value = found(setting)
    return /[\\/]/.test(textOf(value) ?? '') && !keysBehind(value).some((key) => given.includes(key))
  })
}

/** A project that was written with SQLite or MySQL need not list it. */
export function searchesInPostgres({ items }: ProjectSettings, { database }: OverlayDecisions): boolean {
  const apps = items('INSTALLED_APPS')
  return (
    database === 'postgresql' && apps.includes('wagtail.search') && !apps.includes('django.contrib.postgres')
  )
}

const fileName = (path: string | null): string => path?.split('/').at(-1) ?? ''
