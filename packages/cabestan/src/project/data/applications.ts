import type { Place } from '../answer.ts'
import { entry, isNone, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import { joined } from '../tree/source-paths.ts'
import { type Modules, type OwnApp, packageDirectory } from './installed-apps.ts'
import {
  conflictingLeaves,
  type Migration,
  type MigrationPackage,
  migrationsIn,
  missingParents,
} from './migrations.ts'
import { type ModelClass, modelsOf } from './models.ts'
import type { Application } from './reading.ts'

/** What is known of each application of the project: its models, and whether its migrations create their tables. */
export function readApplications(
  modules: Modules,
  apps: readonly OwnApp[],
  migrationModules: Value | undefined,
): Application[] {
  const packages = new Map(apps.map((app) => [app, packageOf(modules, app, migrationModules)]))
  const byLabel = new Map(
    [...packages].flatMap(([{ label }, found]) => (found ? [[label, found.migrations] as const] : [])),
  )
  const every = [...packages.values()].flatMap((found) => found?.migrations ?? [])
  const created = new Set(every.flatMap(({ creates }) => creates))
  return apps.map((app) => {
    const found = packages.get(app)
    const migrations = found?.migrations ?? []
    const all = modelsOf(modules, app)
    const models = all.filter(({ managed }) => managed)
    const state = found ? stateOf(found, models.length) : 'none-needed'
    // Django does not look at migrations that are in no package.
    const absent = found?.state === 'package' ? missingParents(migrations, byLabel) : []
    return {
      ...app,
      models: models.length,
      migrations: state,
      // Which migrations are the last ones can only be told from the whole graph.
      conflict: absent.length > 0 ? [] : conflictingLeaves(app.label, migrations),
      unmade: state === 'some' ? unmade(models, migrations, created) : [],
      unmanaged: migrations.some(({ runsSql }) => runsSql)
        ? []
        : all.filter(({ managed }) => !managed).map(named),
      missingParents: absent,
      namespace: found?.state === 'namespace',
    }
  })
}

/** Null where the settings say that this application has no migrations. */
function packageOf(
  modules: Modules,
  app: OwnApp,
  migrationModules: Value | undefined,
): MigrationPackage | null {
  const named = entry(migrationModules, app.label)
  if (isNone(named)) return null
  const module = textOf(named)
  const directory = module === null ? joined(app.directory, 'migrations') : packageDirectory(modules, module)
  return directory === null ? null : migrationsIn(modules.tree, directory)
}

function stateOf(found: MigrationPackage, models: number): Application['migrations'] {
  if (found.state === 'package' && found.migrations.length > 0) return 'some'
  if (models === 0) return 'none-needed'
  return found.state === 'package' ? 'empty-package' : 'no-package'
}

/** Only what is certain: a migration that is not understood, or a class under a condition, proves nothing. */
function unmade(
  models: readonly ModelClass[],
  migrations: readonly Migration[],
  created: ReadonlySet<string>,
): { model: string; place: Place }[] {
  if (migrations.some(({ clear }) => !clear)) return []
  return models.filter(({ name, certain }) => certain && !created.has(name.toLowerCase())).map(named)
}

function named({ name, place }: ModelClass): { model: string; place: Place } {
  return { model: name, place }
}
