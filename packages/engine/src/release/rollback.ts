import type { Owner } from '@cabestan/protocol/descriptions'
import { CabestanError, type Failure, type FailureCode, toFailure } from '@cabestan/protocol/failures'
import type { RollbackPlan } from '@cabestan/protocol/plans'
import { emptiedBy, namesOf, type ReleaseRecord } from '@cabestan/protocol/releases'
import { judgeRollback } from '@cabestan/protocol/rollbacks'
import { nameOnServer } from '@cabestan/protocol/server-name'
import type { Host } from '../host/host.ts'
import { readReleases } from '../ledger/releases.ts'
import type { Workshop } from '../workshop.ts'
import { namesOfOthers } from './application/in-the-way.ts'
import { namesBetween, namesOfRelease } from './application/site-names.ts'
import { isUnchanged } from './build/fingerprint.ts'
import { changeOver, contextFrom } from './change-over.ts'
import { readLive } from './colour/live.ts'
import type { LiveRelease } from './context.ts'
import { migrationsSince, snapshotBefore } from './database/migrations/since.ts'
import { stayClosed, takeSchemaBack } from './database/migrations/take-schema-back.ts'
import { contextOf } from './pipeline.ts'
import { type Places, placesOf, releasePlaces } from './places.ts'
import { orderOf } from './sealed-order.ts'

export interface RollbackWork {
  readonly owner: Owner
  readonly to: number
  readonly database: 'keep' | 'reverse' | 'restore'
}

/** To which release, and what that means for the database; the one before the live one where none is named. */
export async function planRollback(host: Host, owner: Owner, to?: number): Promise<RollbackPlan> {
  const places = placesOf(nameOnServer(owner.app, owner.environment))
  const [live, records] = await Promise.all([readLive(host, places), readReleases(host, places.name)])
  if (!live) throw new CabestanError('release.none')
  const number = to ?? (await numberBefore(host, places, { live, records }))
  const migrations = migrationsSince(records, number)
  // A release that failed after its migrations left them: the live one may get its database back.
  if (number === live.places.number && migrations.length === 0) throw isLive(number)
  const target = await targetOf(host, places, { number, records })
  return {
    from: live.record,
    to: target,
    migrations,
    snapshot: snapshotBefore(records, number),
    ...(await namesChanged(host, places, { live, target })),
  }
}

/** Nothing is said where one of the two cannot be read: whoever goes there is told so. */
async function namesChanged(
  host: Host,
  places: Places,
  { live, target }: { live: LiveRelease; target: ReleaseRecord },
): Promise<Pick<RollbackPlan, 'names'>> {
  const orders = [live.places, releasePlaces(places, target.directory)].map((each) => orderOf(host, each))
  const [ofLive, ofTarget] = await Promise.all(orders.map((order) => order.then(namesOfRelease, () => null)))
  if (!ofLive || !ofTarget) return {}
  const names = namesBetween(ofLive, ofTarget)
  // nginx would let both sites start, and give all visitors to one of them.
  const others = await namesOfOthers(host, places)
  const taken = others.find(({ name }) => names.again.includes(name.toLowerCase()))
  if (taken) throw new CabestanError('release.domain-taken', taken)
  return { names }
}

/** Back to a former release as it was: code, environment, processes and web configuration in one. */
export async function rollBack(work: RollbackWork, workshop: Workshop): Promise<void> {
  const { host } = workshop
  const plan = await planRollback(host, work.owner, work.to)
  judgeRollback(plan, work.database)
  if (work.database === 'keep' && plan.to.number === plan.from?.number) throw isLive(work.to)
  const places = placesOf(nameOnServer(work.owner.app, work.owner.environment))
  const target = releasePlaces(places, plan.to.directory)
  if (!(await isUnchanged(host, target)))
    throw new CabestanError('rollback.changed', { number: String(plan.to.number), path: target.directory })
  const context = await contextFrom({ owner: work.owner, places, target }, workshop)
  const ofDatabase = contextOf('database', context)
  await takeSchemaBack(plan, work.database, ofDatabase)
  await changeOver(context, () => stayClosed(plan, work.database, ofDatabase)).catch((thrown) => {
    throw work.database === 'keep' ? withMigrations(toFailure(thrown), plan) : thrown
  })
}

/** What code ends in that misses a table or a column. */
const ofTheCode: readonly FailureCode[] = [
  'start.crashed',
  'probe.error',
  'probe.failed',
  'switch.worse',
  'switch.died',
]

/** That the former code can live with them is what was judged: where it does not answer, they may be why. */
function withMigrations(failure: Failure, { to, migrations, snapshot }: RollbackPlan): CabestanError {
  if (migrations.length === 0 || !ofTheCode.includes(failure.code)) return CabestanError.from(failure)
  const number = String(to.number)
  const values = {
    ...failure.values,
    since: namesOf(migrations),
    ...(migrations.every(({ reversible }) => reversible) ? { reversed: number } : {}),
    emptied: emptiedBy(migrations).join(', '),
    ...(snapshot === null ? {} : { restored: number }),
  }
  return CabestanError.from({ ...failure, values })
}

function isLive(number: number): CabestanError {
  return new CabestanError('rollback.live', { number: String(number) })
}

interface Standing {
  readonly live: LiveRelease
  readonly records: readonly ReleaseRecord[]
}

/** The one that it took the place of, and not one that somebody went back from meanwhile. */
async function numberBefore(host: Host, places: Places, { live, records }: Standing): Promise<number> {
  const earlier = records.filter((record) => record.number < live.places.number)
  const there = await Promise.all(earlier.map((record) => isThere(host, places, record)))
  const possible = earlier.filter((_, index) => there[index])
  const before = possible.find((record) => record.number === live.record?.former) ?? possible.at(-1)
  if (!before) throw new CabestanError('rollback.unknown')
  return before.number
}

async function targetOf(
  host: Host,
  places: Places,
  { number, records }: { number: number; records: readonly ReleaseRecord[] },
): Promise<ReleaseRecord> {
  const record = records.find((each) => each.number === number)
  if (record && (await isThere(host, places, record))) return record
  throw new CabestanError('rollback.unknown', { number: String(number) })
}

/** It went live once, and its files are still there. */
async function isThere(
  host: Host,
  { releases }: Places,
  { verdict, directory }: ReleaseRecord,
): Promise<boolean> {
  return verdict === 'good' && (await host.files.stat(`${releases}/${directory}/release.json`)) !== null
}
