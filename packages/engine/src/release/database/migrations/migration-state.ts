import { dirname } from 'node:path/posix'
import { CabestanError } from '@cabestan/protocol/failures'
import * as z from 'zod'
import { endOf } from '../../../host/run.ts'
import type { Inside } from '../../command.ts'
import { askDjango } from '../ask-django.ts'
import { lacksRoom } from '../disk-room.ts'
import { modelsScript } from './models-script.ts'
import { stateScript } from './state-script.ts'

const Column = z.object({
  column: z.string(),
  null: z.boolean(),
  /** The column's name in the database; null for a field that is a table of its own. */
  type: z.string().nullable(),
  unique: z.boolean(),
  /** The database itself fills in a value where none is given. */
  filled: z.boolean(),
  positive: z.boolean(),
  table: z.boolean(),
})
export type Column = z.infer<typeof Column>

const Operation = z.object({
  /** Django's operation, or the one that it is derived from. */
  type: z.string(),
  name: z.string(),
  /** What it is about: `album.price`, the name of a function, or the beginning of a statement. */
  subject: z.string(),
  /** The full text of the project's own SQL. */
  sql: z.string(),
  reversible: z.boolean(),
  /** Whether it does anything to this database: the model is managed, is no proxy, and belongs to this database. */
  applies: z.boolean(),
  table: z.string().nullable(),
  /** The table's name at that point. */
  after: z.string().nullable(),
  before: Column.nullable(),
  column: Column.nullable(),
  /**
   * For a renamed model: its many-to-many tables are renamed too. For an order or a set of columns: something in it
   * is new.
   */
  many: z.boolean(),
})
export type Operation = z.infer<typeof Operation>

const PendingMigration = z.object({
  /** `shop.0002_price` */
  name: z.string(),
  /** Whether the migration is one transaction. */
  atomic: z.boolean(),
  operations: z.array(Operation),
})
export type PendingMigration = z.infer<typeof PendingMigration>

/** A field that the models have, that is not in the database and that no migration adds: each query for it fails. */
const Unmade = z.object({
  /** `shop.Album.price`, or `shop.Album` for a whole table. */
  name: z.string(),
  table: z.string(),
  column: z.string(),
})
export type Unmade = z.infer<typeof Unmade>

const Base = z.object({
  vendor: z.string(),
  database: z.string(),
  history: z.boolean(),
  /** There is some table beside the one in which Django records migrations. */
  filled: z.boolean(),
  places: z.record(z.string(), z.string().nullable()),
})

const MigrationState = Base.extend({
  applied: z.array(z.string()),
  /** Applied in the database and missing among the files: a newer commit has been here. */
  unknown: z.array(z.string()),
  /** In the order in which they would be applied. */
  pending: z.array(PendingMigration),
  /** Models of applications without migrations, whose tables do not exist yet. */
  withoutTable: z.number(),
  unmade: z.array(Unmade),
  /** Tables of caches in the database that do not exist yet. */
  cacheTables: z.array(z.string()),
})
export type MigrationState = z.infer<typeof MigrationState>

export const Unreachable = z.object({ unreachable: z.string(), vendor: z.string(), database: z.string() })
type Unreachable = z.infer<typeof Unreachable>

/** The shape of what `stateScript` answers. */
export const StateAnswer = z.union([
  Unreachable,
  Base.extend({ conflicts: z.record(z.string(), z.array(z.string())) }),
  Base.extend({ inconsistent: z.string(), traceback: z.string() }),
  MigrationState,
])

/** How the database and the migrations of a release stand to each other. */
export async function readMigrationState(
  inside: Inside,
  applications: readonly string[] = [],
): Promise<MigrationState> {
  const answer = await askDjango(inside, {
    script: stateScript,
    asked: applications,
    answer: StateAnswer,
  }).catch(unreachableInTime)
  return stateOf(inside, answer)
}

/** If the database and the migrations cannot be compared at all, that is a failure. */
export async function stateOf(inside: Inside, answer: z.infer<typeof StateAnswer>): Promise<MigrationState> {
  if ('unreachable' in answer) throw await unreachable(inside, answer)
  if ('conflicts' in answer) {
    const conflicts = Object.entries(answer.conflicts).map(([app, names]) => `${app}: ${names.join(', ')}`)
    throw new CabestanError('migrations.inconsistent', { conflicts: conflicts.join('; ') })
  }
  if ('inconsistent' in answer) {
    const detail = { tail: endOf(answer.traceback) }
    throw new CabestanError('migrations.inconsistent', { said: answer.inconsistent }, { detail })
  }
  return answer
}

/** The tables and columns that a release uses. */
export type Models = Readonly<Record<string, Readonly<Record<string, Column>>>>

export function readModels(inside: Inside): Promise<Models> {
  const answer = z.record(z.string(), z.record(z.string(), Column))
  return askDjango(inside, { script: modelsScript, answer })
}

/** SQLite reports a disk without room for its journal in no other words. */
async function unreachable({ host, release }: Inside, answer: Unreachable): Promise<CabestanError> {
  const tail = endOf(answer.unreachable)
  const values = unreachableValues(answer)
  const isFull =
    /disk I\/O error|disk is full/.test(values.said) && (await lacksRoom(host, release.directory, 0))
  if (isFull) return new CabestanError('disk.full', { ...isFull }, { detail: { tail } })
  return new CabestanError('database.unreachable', values, { detail: { tail } })
}

/** A database that is a file cannot be unreachable like a server, and needs other advice. */
export function unreachableValues({ unreachable: said, vendor, database }: Unreachable) {
  const [first = ''] = said.split('\n')
  if (vendor !== 'sqlite') return { said: first, kind: 'server' }
  return { said: first, kind: 'file', file: database, directory: dirname(database) }
}

function unreachableInTime(thrown: unknown): never {
  if (thrown instanceof CabestanError && thrown.failure.code === 'command.timeout')
    throw new CabestanError('database.unreachable', { kind: 'server' }, { cause: thrown })
  throw thrown
}
