import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Description } from '@cabestan/protocol/descriptions'
import type { Facts } from '@cabestan/protocol/facts'
import { isLiveAlready } from '@cabestan/protocol/order-mark'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { isAsDescribed, type Plan } from '@cabestan/protocol/plans'
import { stepId } from '@cabestan/protocol/steps'
import { configurationName } from '../../config/load.ts'
import { packagesToApprove } from '../../project/order/venv-order.ts'
import type { Announcement } from '../../report/release-view.ts'
import { decide, needsOf } from '../../stack/needs.ts'
import { releaseOf } from '../../stack/releases.ts'
import { siteNames } from '../../stack/site-names.ts'
import { type Folder, projectIn } from '../project/project.ts'
import { describeServer, keysFor } from '../servers/description.ts'
import { publicAddresses } from '../servers/public-addresses.ts'
import type { Visit } from '../servers/site.ts'
import { isOfTheOwner, releaseOrder, type Wishes } from './order.ts'
import { assertComplete, assertMemory, assertPossible, assertSameDatabase } from './preconditions.ts'
import { releaseDifferences } from './release-differences.ts'
import type { Material } from './release-material.ts'
import { assertSameProject, formerSelf } from './same-project.ts'
import { leftOutBy, migrationsSince } from './since-live.ts'

/** A server with what would become of it: its description, its plan, and the release that it would get. */
export interface Prepared {
  readonly visit: Visit
  readonly description: Description
  readonly plan: Plan
  /** Null where there is no project, so that only the server is set up. */
  readonly release: PreparedRelease | null
}

export interface PreparedRelease {
  readonly order: ReleaseOrder
  readonly state: ApplicationState
  readonly announcement: Announcement
  readonly addresses: readonly string[]
}

/** Exactly what is live already is not made again. */
export function wantsRelease({ release }: Prepared): boolean {
  return release !== null && !release.announcement.isSame
}

/** There is something that a person has to agree to. */
export function hasWork(prepared: Prepared): boolean {
  return !isAsDescribed(prepared.plan) || wantsRelease(prepared)
}

/** Looks at the server and decides everything. Changes nothing. */
export async function prepare(visit: Visit, material: Material | null, wishes: Wishes): Promise<Prepared> {
  const { configuration, invocation } = visit.site
  invocation.report.looking(visit.server)
  const { app, environment } = configuration
  const owner = { app, environment }
  const [facts, keys, state, live] = await Promise.all([
    visit.engine.call('facts', {}),
    keysFor(visit),
    material ? visit.engine.call('application', { owner }) : null,
    material ? visit.engine.call('liveOrder', { owner }) : null,
  ])
  const { firewall, postgres } = configuration
  if (state) assertPossible(state, facts, { firewall: firewall !== null, database: postgres !== null })
  if (material && state) await assertSameProject(visit, state, material)
  const release =
    material && state
      ? await releaseFor({ visit, material, facts, state, live: live?.order ?? null }, wishes)
      : null
  const description = describeServer(configuration, facts, {
    publicKeys: keys,
    ...(release ? { needs: release.needs } : {}),
  })
  if (state) assertMemory(facts, description.steps)
  const plan = await visit.engine.call('plan', {
    ...description,
    ...(release ? { release: release.prepared.order.steps } : {}),
  })
  return { visit, description, plan, release: release && unlessChanged(release.prepared, plan) }
}

interface Changeable {
  readonly order: Pick<ReleaseOrder, 'steps'>
  readonly announcement: Pick<Announcement, 'isSame'>
}

/** If somebody changed by hand what the live release has on the server, making the same release again corrects it. */
export function unlessChanged<T extends Changeable>(prepared: T, { changes }: Pick<Plan, 'changes'>): T {
  const ids = new Set(prepared.order.steps.map(stepId))
  if (!changes.some(({ id }) => ids.has(id))) return prepared
  return { ...prepared, announcement: { ...prepared.announcement, isSame: false } }
}

interface Situation {
  readonly visit: Visit
  readonly material: Material
  readonly facts: Facts
  readonly state: ApplicationState
  /** The order that the live release was made of. */
  readonly live: ReleaseOrder | null
}

async function releaseFor({ visit, material, facts, state, live }: Situation, wishes: Wishes) {
  const { configuration, invocation } = visit.site
  const { python, lacks } = releaseOf(facts)
  const serverPythons = [python, ...state.pythons]
  const project = projectIn(material.folder, {}, serverPythons)
  const needs = needsOf(project.reading, configuration, lacks)
  const addresses = await publicAddresses(visit, facts)
  const decided = decide(configuration, needs)
  const names = siteNames(decided.domains, { addresses, hostname: facts.system.hostname })
  const order = releaseOrder({ configuration: decided, material, project, facts, state, addresses, wishes })
  assertComplete(order, names, state)
  const moves = movedDatabase(live, order)
  assertSameDatabase(moves, invocation.options)
  const announcement: Announcement = {
    commit: material.commit,
    former: state.live,
    underWay: state.underWay === true,
    isSame: invocation.options.again !== true && isLiveAlready(order, state),
    approve: packagesToApprove(project.reading.dependencies),
    migrationsMade: order.database.makeMigrations,
    migrations: await migrationsSince({ material, project }, order, state),
    moves,
    formerSelf: await formerSelf(visit, state, material),
    leftOut: await leftOutBy(material, state),
    uncommitted: invocation.words.length === 0 ? uncommittedWork(material.folder) : [],
    differences: releaseDifferences(live, order),
    shadowed: shadowedKeys(configuration, state),
    pendingKeys: state.pendingKeys,
    lostPython: state.lostPython,
    changed: state.changed,
    maintenance: state.maintenance,
    fallen: state.processes.filter(({ fallen = 0 }) => fallen > 0),
    probe: state.probe,
  }
  return { needs, prepared: { order, state, announcement, addresses } }
}

/** If the configuration names another database, the site would begin with an empty one. */
export function movedDatabase(
  live: Pick<ReleaseOrder, 'database'> | null,
  { database }: Pick<ReleaseOrder, 'database'>,
): Announcement['moves'] {
  const from = live?.database.type ?? 'none'
  return from === 'none' || from === database.type ? null : { from, to: database.type }
}

/** Values on the server override `env:`, but whoever reads that line takes it for the value in force. */
export function shadowedKeys(
  { project: { env } }: { readonly project: { readonly env: Readonly<Record<string, string>> } },
  { keys }: Pick<ApplicationState, 'keys'>,
): string[] {
  return Object.keys(env).filter((key) => keys.includes(key) || !isOfTheOwner(key))
}

/** The configuration is read as it lies there, and files that are no part of a site are not missed. */
function uncommittedWork({ repository: { changed, untracked } }: Folder): string[] {
  const code = untracked.filter((path) => /\.(py|html)$/.test(path))
  return [...(changed ?? []), ...code].filter((path) => path.split('/').at(-1) !== configurationName)
}
