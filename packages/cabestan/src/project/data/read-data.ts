import { relative } from 'node:path/posix'
import type { Place } from '../answer.ts'
import type { EnvironmentKey } from '../environment/reading.ts'
import { installedApps } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import { compareSeries, seriesOf } from '../runtime/series.ts'
import { isBelow, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { readApplications } from './applications.ts'
import { readDatabase } from './database.ts'
import { keptInsideCheckout, missingDirectories, writtenInCode } from './directories.ts'
import { extensionsIn, needsPostgres } from './extensions.ts'
import { misnamedApps, type OwnApp, ownApps } from './installed-apps.ts'
import type { DatabaseReading, DataReading } from './reading.ts'
import { readSqliteFiles } from './sqlite-files.ts'
import { writtenPlaces } from './written-places.ts'

export interface DataInput {
  readonly tree: Tree
  /** The directory in which commands run. */
  readonly directory: string
  readonly pythonPath: readonly string[]
  /** The settings as they are in production. */
  readonly values: ReadonlyMap<string, Value>
  /** Left out where only the database is asked for. */
  readonly settingsFiles?: readonly string[]
  readonly environment: readonly EnvironmentKey[]
  /** Names of the packages that the project depends on, normalised as on PyPI. */
  readonly packages: readonly string[]
  /** Django's version, as far as it is known. */
  readonly django?: string | null
}

export function readData(input: DataInput): DataReading {
  const { tree, directory, pythonPath, values, django } = input
  const installed = installedApps(values)
  const modules = { tree, pythonPath, onlyNamedConfigurations: isBeforeAutomatic(django) }
  const apps = ownApps(modules, installed)
  const database = productionDatabase(input)
  const directories = { tree, values, directory, written: writtenPlaces(input) }
  const insideCheckout = keptInsideCheckout(directories)
  return {
    database,
    sqliteFiles: readSqliteFiles(tree, database, directory),
    fixtures: fixturesOf(tree, directory),
    applications: readApplications(modules, apps, values.get('MIGRATION_MODULES')),
    misnamed: misnamedApps(modules, installed),
    insideCheckout,
    writtenInCode: writtenInCode(directories, insideCheckout),
    missingDirectories: missingDirectories(directories),
    superuser: installed.some((app) => /^django\.contrib\.admin\b|^wagtail\.admin\b|AdminConfig$/.test(app)),
  }
}

/** Since Django 3.2 an application's configuration is used without being named. */
function isBeforeAutomatic(version: string | null | undefined): boolean {
  const series = version ? seriesOf(version) : null
  return series !== null && compareSeries(series, '3.2') < 0
}

/** The database that the settings and the code together ask for. */
export function productionDatabase(input: DataInput): DatabaseReading {
  const { tree, pythonPath, values } = input
  const code = codeOf(tree, ownApps({ tree, pythonPath }, installedApps(values)))
  const read = readDatabase({ ...input, packages: new Set(input.packages) })
  const postgres = needsPostgres(tree, code)
  const engine = suitingCode(read.engine, postgres)
  return {
    ...read,
    engine,
    ...(postgres !== null && engine.value === 'sqlite' ? { needsPostgres: postgres } : {}),
    extensions: [...new Set([...(read.gis ? ['postgis'] : []), ...extensionsIn(tree, code)])],
  }
}

/** Where the environment decides, a default that the models cannot work with is not meant for production. */
function suitingCode(engine: DatabaseReading['engine'], postgres: Place | null): DatabaseReading['engine'] {
  if (postgres === null || engine.value !== 'sqlite' || engine.certainty === 'stated') return engine
  return { value: 'postgresql', certainty: 'derived', places: [...engine.places, postgres] }
}

/** The Python files of these applications, without tests. */
function codeOf(tree: Tree, apps: readonly OwnApp[]): string[] {
  return sourcePaths(tree).filter(
    (path) =>
      path.endsWith('.py') &&
      !/(^|\/)tests?(\/|_|\.py$)/.test(path) &&
      apps.some(({ directory }) => isBelow(path, directory)),
  )
}

/** As Django’s `loaddata` finds them, which is run where `manage.py` is. */
function fixturesOf(tree: Tree, directory: string): string[] {
  return sourcePaths(tree)
    .filter(
      (path) =>
        isBelow(path, directory) &&
        /(^|\/)fixtures\/.{1,200}\.(json|jsonl|ya?ml|xml)(\.(gz|bz2|zip|xz|lzma))?$/.test(path) &&
        !/(^|\/)tests?\//.test(path),
    )
    .map((path) => relative(directory, path))
}
