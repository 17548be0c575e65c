import * as z from 'zod'
import { Failure } from './failures.ts'
import { CommitId } from './names.ts'

/** The stages in the order of work. Each can be undone, where there is something to undo. */
export const releaseStages = [
  'preflight',
  'source',
  'venv',
  'build',
  'database',
  'start',
  'probe',
  'switch',
  'drain',
  'prune',
] as const
export const ReleaseStage = z.enum(releaseStages)
export type ReleaseStage = z.infer<typeof ReleaseStage>

export const Commit = z.strictObject({
  id: CommitId,
  subject: z.string().max(500),
  author: z.string().max(200),
  at: z.number(),
})
export type Commit = z.infer<typeof Commit>

export const Verdict = z.enum([
  /** Under way, or interrupted in the middle. */
  'unfinished',
  /** It went live. Whether it still is, the server's own link tells. */
  'good',
  /** It never received a request. */
  'failed',
  /** It went live, was worse than the one before, and was taken back. */
  'withdrawn',
])
export type Verdict = z.infer<typeof Verdict>

export const databaseTypes = ['postgresql', 'sqlite', 'own', 'none'] as const

/** A migration that a release applied, and what the code before it can do with that. */
export const AppliedMigration = z.strictObject({
  name: z.string(),
  /** Whether the release before can live with it. */
  safe: z.boolean(),
  /** True where that was judged by that release's models: of older releases nothing is known. */
  onlyFormer: z.boolean().optional(),
  /** True where it does something of the project's own, so that nobody can know whether it is safe. */
  unjudged: z.boolean().optional(),
  reversible: z.boolean(),
  /** Tables and columns that it removed. Taking it back recreates them without their data. */
  loses: z.array(z.string()).optional(),
})
export type AppliedMigration = z.infer<typeof AppliedMigration>

/** Tables and columns that come back empty when these migrations are taken back. */
export function emptiedBy(migrations: readonly AppliedMigration[]): string[] {
  return [...new Set(migrations.flatMap(({ loses = [] }) => loses))]
}

export function namesOf(migrations: readonly Pick<AppliedMigration, 'name'>[]): string {
  return migrations.map(({ name }) => name).join(', ')
}

/** What the ledger keeps of a release. */
export const ReleaseRecord = z.strictObject({
  number: z.number().int().positive(),
  /** The name of its directory: `17-1a2b3c4`. */
  directory: z.string().regex(/^[0-9]+-[0-9a-f]+$/),
  commit: Commit,
  /** The release that was live when this one was made, which is where a rollback leads. */
  former: z.number().int().positive().nullable().default(null),
  ref: z.string(),
  by: z.string(),
  startedAt: z.number(),
  milliseconds: z.number().nullable(),
  verdict: Verdict,
  /** How many requests nobody answered while the colours changed. */
  requests: z.number().int().nullable(),
  lost: z.number().int().nullable(),
  migrations: z.array(AppliedMigration),
  /** The kind of database that the migrations belong to. An older engine did not say. */
  database: z.enum(databaseTypes).optional(),
  /** The snapshot of the database from before them. */
  snapshot: z.string().nullable(),
  stage: ReleaseStage.nullable(),
  failure: Failure.nullable(),
})
export type ReleaseRecord = z.infer<typeof ReleaseRecord>
