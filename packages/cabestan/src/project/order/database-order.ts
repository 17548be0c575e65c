import type { Database } from '@cabestan/protocol/orders'
import type { DatabaseView } from '../../render/settings/database.ts'
import type { Application } from '../data/reading.ts'
import type { Reading } from '../reading.ts'

export interface DatabaseChoices {
  readonly type: 'postgresql' | 'sqlite' | 'own'
  /** From the overlay, which knows where the file is. */
  readonly view: DatabaseView
  readonly allowUnsafe: boolean
  readonly maintenance: boolean
  readonly lockSeconds: number
  readonly migrateSeconds: number
  readonly fixtures: readonly string[]
}

export function databaseOrder(reading: Reading, choices: DatabaseChoices): Database {
  const { data, python } = reading
  const { view, type, fixtures, ...rest } = choices
  return {
    ...rest,
    type: data.database.engine.value === 'none' ? 'none' : type,
    file: view.type === 'sqlite' ? view.file : null,
    seed: seedOf(data, type),
    makeMigrations: labelsWithoutMigrations(data.applications),
    // Django has this option since 3.0.
    skipsChecks: !/^[12]\./.test(python.django.value ?? ''),
    fixtures: [...fixtures],
  }
}

/** The committed file is the site's data only if the settings name it. */
function seedOf({ sqliteFiles }: Reading['data'], type: DatabaseChoices['type']): string | null {
  if (type !== 'sqlite') return null
  return sqliteFiles.find(({ use }) => use === 'database')?.path ?? null
}

/** Models without migrations have no tables, and every page that uses them is an error. */
function labelsWithoutMigrations(applications: readonly Application[]): string[] {
  return applications
    .filter(({ models, migrations }) => models > 0 && /^(no|empty)-package$/.test(migrations))
    .map(({ label }) => label)
}
