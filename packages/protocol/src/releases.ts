import * as z from 'zod'
import { Failure } from './failures.ts'
import { CommitId } from './names.ts'

/** In the order of work. Each has its undo, where there is something to undo. */
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
  /** Under way, or cut off in the middle. */
  'unfinished',
  /** It went live; whether it still is, the server's own link tells. */
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
  /** The release before can live with it. */
  safe: z.boolean(),
  /** It is only because that one's models were asked: of any release before it nothing is known. */
  onlyFormer: z.boolean().optional(),
  /** It does something of the project's own: that it is safe is what nobody can know. */
  unjudged: z.boolean().optional(),
  reversible: z.boolean(),
  /** Tables and columns that it took away: taken back, it brings them back without what was in them. */
  loses: z.array(z.string()).optional(),
})
export type AppliedMigration = z.infer<typeof AppliedMigration>

/** Tables and columns that come back empty where these are taken back. */
export function emptiedBy(migrations: readonly AppliedMigration[]): string[] {
  return [...new Set(migrations.flatMap(({ loses = [] }) => loses))]
}

export function namesOf(migrations: readonly Pick<AppliedMigration, 'name'>[]): string {
  return migrations.map(({ name }) => name).join(', ')
}

/** What the ledger keeps of a release. */
export const ReleaseRecord = z.strictObject({
  number: z.number().int().positive(),
  /** Of its directory: `17-1a2b3c4`. */
  directory: z.string().regex(/^[0-9]+-[0-9a-f]+$/),
  commit: Commit,
  /** The release that was live when this one was made: where a rollback leads. */
  former: z.number().int().positive().nullable().default(null),
  ref: z.string(),
  by: z.string(),
  startedAt: z.number(),
  milliseconds: z.number().nullable(),
  verdict: Verdict,
  /** Of the requests while the colours changed, how many were answered by nobody. */
  requests: z.number().int().nullable(),
  lost: z.number().int().nullable(),
  migrations: z.array(AppliedMigration),
  /** Of which kind of database they are; an older engine did not say. */
  database: z.enum(databaseTypes).optional(),
  /** What the database was before them. */
  snapshot: z.string().nullable(),
  stage: ReleaseStage.nullable(),
  failure: Failure.nullable(),
})
export type ReleaseRecord = z.infer<typeof ReleaseRecord>
