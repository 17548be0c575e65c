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
  /** As the database calls it; null where the field is a table of its own. */
  type: z.string().nullable(),
  unique: z.boolean(),
  /** The database gives a value where none is said. */
  filled: z.boolean(),
  positive: z.boolean(),
  table: z.boolean(),
})
export type Column = z.infer<typeof Column>

const Operation = z.object({
  /** The operation of Django that it is, or is derived from. */
  type: z.string(),
  name: z.string(),
  /** What it is about: `album.price`, the name of a function, the beginning of a statement. */
  subject: z.string(),
  /** All that is said to the database, of statements of the project's own. */
  sql: z.string(),
  reversible: z.boolean(),
  /** It does something to this database: the model is managed, not a proxy, not of another database. */
  applies: z.boolean(),
  table: z.string().nullable(),
  /** What the table is called then. */
  after: z.string().nullable(),
  before: Column.nullable(),
  column: Column.nullable(),
  /** Of a renamed model: tables between go with it; of an order or a set of columns: there is something new in it. */
  many: z.boolean(),
})
export type Operation = z.infer<typeof Operation>

const PendingMigration = z.object({
  /** `shop.0002_price` */
  name: z.string(),
  /** All of it or nothing. */
  atomic: z.boolean(),
  operations: z.array(Operation),
})
export type PendingMigration = z.infer<typeof PendingMigration>

/** Of the models, not in the database, and in no migration: whatever asks for it fails. */
const Unmade = z.object({
  /** `shop.Album.price`; of a whole table `shop.Album` */
  name: z.string(),
  table: z.string(),
  column: z.string(),
})
export type Unmade = z.infer<typeof Unmade>

const Base = z.object({
  vendor: z.string(),
  database: z.string(),
  history: z.boolean(),
  /** There is a table beside Django's own record. */
  filled: z.boolean(),
  places: z.record(z.string(), z.string().nullable()),
})

const MigrationState = Base.extend({
  applied: z.array(z.string()),
  /** Applied, and not among the files: a newer commit was here. */
  unknown: z.array(z.string()),
  /** In the order in which they would be applied. */
  pending: z.array(PendingMigration),
  /** Models of applications without migrations, whose table is not there. */
  withoutTable: z.number(),
  unmade: z.array(Unmade),
  /** Of caches that are kept in the database, where they are not there. */
  cacheTables: z.array(z.string()),
})
export type MigrationState = z.infer<typeof MigrationState>

export const Unreachable = z.object({ unreachable: z.string(), vendor: z.string(), database: z.string() })
type Unreachable = z.infer<typeof Unreachable>

/** What `stateScript` answers. */
export const StateAnswer = z.union([
  Unreachable,
  Base.extend({ conflicts: z.record(z.string(), z.array(z.string())) }),
  Base.extend({ inconsistent: z.string(), traceback: z.string() }),
  MigrationState,
])

/** The database and the migrations of a release. */
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

/** What keeps the database and the migrations from each other is a failure. */
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

/** Of a release, by table and column. */
export type Models = Readonly<Record<string, Readonly<Record<string, Column>>>>

export function readModels(inside: Inside): Promise<Models> {
  const answer = z.record(z.string(), z.record(z.string(), Column))
  return askDjango(inside, { script: modelsScript, answer })
}

/** SQLite has no other word for a disk that has no room for its journal. */
async function unreachable({ host, release }: Inside, answer: Unreachable): Promise<CabestanError> {
  const tail = endOf(answer.unreachable)
  const values = unreachableValues(answer)
  const isFull =
    /disk I\/O error|disk is full/.test(values.said) && (await lacksRoom(host, release.directory, 0))
  if (isFull) return new CabestanError('disk.full', { ...isFull }, { detail: { tail } })
  return new CabestanError('database.unreachable', values, { detail: { tail } })
}

/** A file is no server: what to do is another thing. */
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
