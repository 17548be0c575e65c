import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { toFailure } from '@cabestan/protocol/failures'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import type { ReleaseRecord } from '@cabestan/protocol/releases'
import { realHost } from '../../packages/engine/src/host/real.ts'
import { readReleases, writeRelease } from '../../packages/engine/src/ledger/releases.ts'
import { isUnchanged } from '../../packages/engine/src/release/build/fingerprint.ts'
import type { ReleaseContext } from '../../packages/engine/src/release/context.ts'
import { maintenanceOff } from '../../packages/engine/src/release/database/maintenance.ts'
import {
  migrationsSince,
  snapshotBefore,
} from '../../packages/engine/src/release/database/migrations/since.ts'
import { takeSchemaBack } from '../../packages/engine/src/release/database/migrations/take-schema-back.ts'
import { databaseBytes } from '../../packages/engine/src/release/database/size.ts'
import { placesOf, releasePlaces } from '../../packages/engine/src/release/places.ts'
import { databaseStage } from '../../packages/engine/src/release/stages/database-stage.ts'

/**
 * Runs the database stage on a sandbox server without the stages around it: one call as JSON on standard input, one
 * line of JSON for each thing that it tells.
 */
export interface DatabaseCall {
  readonly what:
    | 'lay-out'
    | 'stage'
    | 'undo'
    | 'records'
    | 'rollback'
    | 'maintenance-off'
    | 'bytes'
    | 'is-unchanged'
  /** The name of a release's directory: `2-bbbbbbb`. */
  readonly release: string
  readonly live?: string | null
  readonly database?: Partial<ReleaseOrder['database']>
  readonly keep?: number
  /** Paths below the release's directory. */
  readonly files?: Readonly<Record<string, string>>
  readonly back?: 'reverse' | 'restore'
  /** From the stage that is undone. */
  readonly made?: ReleaseContext['made']
}

export type Told =
  | { readonly note: string; readonly values: Readonly<Record<string, string | number>> }
  | { readonly line: string }
  | { readonly result: unknown; readonly made: ReleaseContext['made'] }
  | { readonly failure: ReturnType<typeof toFailure>; readonly made: ReleaseContext['made'] }

const name = 'shop'
const places = placesOf(name)
const host = realHost()
const tell = (told: Told) => process.stdout.write(`${JSON.stringify(told)}\n`)

if (process.argv[2] === 'call') {
  let text = ''
  for await (const piece of process.stdin) text += piece
  await perform(JSON.parse(text))
}

async function perform(call: DatabaseCall): Promise<void> {
  const context = contextOf(call)
  // As the pipeline does before each stage.
  if (call.what === 'stage')
    await writeRelease(host, name, { ...recordOf(call, context), verdict: 'unfinished' })
  try {
    tell({ result: (await workOf(call, context)) ?? null, made: context.made })
  } catch (thrown) {
    tell({ failure: toFailure(thrown), made: context.made })
  }
  if (call.what === 'stage') await writeRelease(host, name, recordOf(call, context))
}

async function workOf(call: DatabaseCall, context: ReleaseContext): Promise<unknown> {
  switch (call.what) {
    case 'lay-out':
      return layOut(call)
    case 'stage':
      return databaseStage.run(context)
    case 'undo':
      return databaseStage.undo?.(context)
    case 'maintenance-off':
      return maintenanceOff(host, places)
    case 'is-unchanged':
      return isUnchanged(host, context.release)
    case 'bytes':
      return databaseBytes(host, name)
    case 'records':
      return readReleases(host, name)
    case 'rollback': {
      const records = await readReleases(host, name)
      const to = Number.parseInt(call.release, 10)
      const target = records.find(({ number }) => number === to) ?? recordOf(call, context)
      const plan = {
        to: target,
        migrations: migrationsSince(records, to),
        snapshot: snapshotBefore(records, to),
      }
      await takeSchemaBack(plan, call.back ?? 'reverse', context)
      return plan
    }
  }
}

/** As the earlier stages have left it: root's, and readable for the application. */
function layOut({ release, files = {} }: DatabaseCall): void {
  for (const [path, text] of Object.entries(files)) {
    const full = `${releasePlaces(places, release).directory}/${path}`
    mkdirSync(dirname(full), { recursive: true })
    writeFileSync(full, text)
    chmodSync(full, path === 'run' ? 0o755 : 0o644)
  }
}

function contextOf(call: DatabaseCall): ReleaseContext {
  const live = call.live
    ? ({ colour: 'blue', places: releasePlaces(places, call.live), record: null } as const)
    : null
  return {
    ...({ host, places, live, colour: 'green', upload: null } as const),
    owner: { app: name, environment: 'production' },
    release: releasePlaces(places, call.release),
    order: orderOf(call),
    note: (code, values = {}) => tell({ note: code, values }),
    output: (line) => tell({ line }),
    made: call.made ?? { migrations: [], snapshot: null, requests: 0, lost: 0 },
  } as Omit<ReleaseContext, 'emit' | 'services'> as ReleaseContext
}

function orderOf({ release, database, keep = 5 }: DatabaseCall): ReleaseOrder {
  return {
    name,
    commit: { id: (release.split('-')[1] ?? '').padEnd(40, '0'), subject: '', author: '', at: 0 },
    keep,
    hooks: { before: null, after: null, notifyCommand: null, notifyAddress: null },
    database: {
      ...{ type: 'postgresql', file: null, seed: null, makeMigrations: [], skipsChecks: true },
      ...{ allowUnsafe: false, maintenance: false, lockSeconds: 1, migrateSeconds: 60, fixtures: [] },
      ...database,
    },
  } as unknown as ReleaseOrder
}

function recordOf(call: DatabaseCall, { order, made }: ReleaseContext): ReleaseRecord {
  return {
    ...{
      number: Number.parseInt(call.release, 10),
      directory: call.release,
      commit: order.commit,
      former: null,
      ref: 'main',
    },
    ...{ by: 'test', startedAt: 0, milliseconds: 1, verdict: 'good', requests: 0, lost: 0 },
    ...{ migrations: made.migrations, snapshot: made.snapshot, stage: null, failure: null },
  }
}
