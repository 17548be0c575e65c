import { CabestanError } from '@cabestan/protocol/failures'
import type { ExecResult } from '../../../host/host.ts'
import { endOf } from '../../../host/run.ts'
import { inRelease } from '../../command.ts'
import { patience } from '../ask-django.ts'
import { type DatabaseContext, insideOf, workName } from '../database-context.ts'
import { endWork, watchHolders } from '../lock-holders.ts'
import type { MigrateTrouble } from './migrate-failure.ts'
import { exceptionIn, followMigrate, isLocked, type MigrateProgress } from './migrate-output.ts'

export interface MigrateWork {
  /** The arguments after `manage.py`. */
  readonly words: readonly string[]
  /** Called with each migration as soon as it is known to have ended. */
  readonly ended: (name: string) => void
}

export const attempts = 3

/** Null where all went well. Where others hold a lock, it is tried several times, and they are named. */
export async function runMigrate(
  context: DatabaseContext,
  work: MigrateWork,
): Promise<MigrateTrouble | null> {
  const { host, order } = context
  const until = host.clock.now() + order.database.migrateSeconds * 1000
  const seen = { holders: '' }
  for (let attempt = 1; ; attempt += 1) {
    const progress = followMigrate()
    const result = await attemptOne({ context, work, progress, seen }, until)
    if (result === null) return endless(context, progress)
    if (result.code === 0) return null
    if (isLocked(result.stderr) && attempt < attempts) continue
    return troubleOf(result, { progress, holders: seen.holders, words: work.words })
  }
}

interface Attempt {
  readonly context: DatabaseContext
  readonly work: MigrateWork
  readonly progress: MigrateProgress
  readonly seen: { holders: string }
}

/** Null where the time ran out; then its statements in the database are ended too. */
async function attemptOne(attempt: Attempt, until: number): Promise<ExecResult | null> {
  const { context, work, progress, seen } = attempt
  const { host, output } = context
  const onLine = (line: string) => {
    output(line)
    const name = progress.read(line)
    if (name !== null) work.ended(name)
  }
  const timeoutMs = Math.max(1, until - host.clock.now())
  const options = { environment: environmentOf(context), onLine, timeoutMs }
  const running = inRelease(insideOf(context), ['manage.py', ...work.words], options).catch(nullWhenLate)
  seen.holders = await watchHolders(context, running, seen.holders)
  const result = await running
  if (result === null) await endWork(context)
  return result
}

/** Nobody waits for ever behind a lock, and a look into PostgreSQL shows whose session this is. */
function environmentOf(context: DatabaseContext): Record<string, string> {
  const { type, lockSeconds } = context.order.database
  // A connection pooler in front of a foreign database refuses options that it does not know.
  const options = type === 'postgresql' ? { PGOPTIONS: `-c lock_timeout=${lockSeconds}s` } : {}
  return { ...patience, ...options, PGAPPNAME: workName(context) }
}

function nullWhenLate(thrown: unknown): null {
  if (thrown instanceof CabestanError && thrown.failure.code === 'command.timeout') return null
  throw thrown
}

function endless({ order }: DatabaseContext, progress: MigrateProgress): MigrateTrouble {
  const seconds = String(order.database.migrateSeconds)
  return { how: 'endless', migration: progress.current(), seconds, detail: {} }
}

interface Ending {
  readonly progress: MigrateProgress
  readonly holders: string
  readonly words: readonly string[]
}

function troubleOf(result: ExecResult, { progress, holders, words }: Ending): MigrateTrouble {
  const { code, stderr, stdout } = result
  const detail = { argv: ['manage.py', ...words], exitCode: code, tail: endOf(stderr || stdout) }
  const migration = progress.current()
  if (!isLocked(stderr)) return { how: 'failed', migration, exception: exceptionIn(stderr), detail }
  return { how: 'locked', migration, ...(holders === '' ? {} : { holder: holders }), detail }
}
