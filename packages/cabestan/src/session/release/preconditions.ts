import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Facts } from '@cabestan/protocol/facts'
import { CabestanError, type Failure } from '@cabestan/protocol/failures'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import type { Step } from '@cabestan/protocol/steps'
import type { Options } from '../../invocation.ts'
import type { Announcement } from '../../report/release-view.ts'

/** Somebody who agrees to a deploy, or lets it run at night, does not expect an empty site. */
export function assertSameDatabase(moves: Announcement['moves'], { anotherDatabase }: Options): void {
  if (moves && !anotherDatabase) throw new CabestanError('release.another-database', moves)
}

/** Room for packages, a source, a venv and static files. */
const neededMegabytes = { first: 1200, later: 500 }

const leastMemory = 400

/** Reported before anything is touched: too little room, and other people’s users, files or ports. */
export function assertPossible(
  { inTheWay, live }: Pick<ApplicationState, 'inTheWay' | 'live'>,
  { disk }: Pick<Facts, 'disk'>,
  wants: { firewall: boolean; database: boolean },
): void {
  const { freeMegabytes } = disk
  const need = live ? neededMegabytes.later : neededMegabytes.first
  if (freeMegabytes < need) {
    const values = { free: `${freeMegabytes} MB`, need: `${need} MB`, path: '/' }
    throw new CabestanError('release.disk', values)
  }
  // Somebody with a firewall or a database of their own keeps it, and says so in the configuration.
  const [first, ...besides] = inTheWay
    .filter(({ what }) => (what !== 'firewall' && what !== 'database') || wants[what])
    .map(obstacleOf)
  if (first) throw new CabestanError(first.code, first.values, { besides })
}

function obstacleOf({ what, name, holder }: ApplicationState['inTheWay'][number]): Failure {
  if (what === 'port') return { code: 'port.taken', values: { port: name, holder, service: 'nginx' } }
  if (what === 'firewall') return { code: 'release.firewall-taken', values: { name, holder } }
  const values = { what, name, holder }
  if (what.startsWith('nginx-')) return { code: 'release.nginx-foreign', values }
  return { code: what.startsWith('default-') ? 'release.default-taken' : 'release.name-taken', values }
}

/** The swap that this very run will make counts too, so that setting `swap` helps whoever is told to. */
export function assertMemory(
  { memoryMegabytes, swapMegabytes }: Pick<Facts, 'memoryMegabytes' | 'swapMegabytes'>,
  steps: readonly Step[],
): void {
  const ours = steps.flatMap((step) => (step.kind === 'swap' ? [step.megabytes] : []))
  const memory = memoryMegabytes + Math.max(swapMegabytes, ...ours)
  if (memory >= leastMemory) return
  throw new CabestanError('release.memory', { memory: `${memory} MB`, need: `${leastMemory} MB` })
}

/** Everything that is missing is reported at once, before anything is touched. */
export function assertComplete(
  { needed, environment }: Pick<ReleaseOrder, 'needed' | 'environment'>,
  names: readonly string[],
  { keys, namesOfOthers }: Pick<ApplicationState, 'keys' | 'namesOfOthers'>,
): void {
  const missing = needed.filter((key) => !(key in environment) && !keys.includes(key))
  const values = missing[0] === undefined ? {} : { keys: missing.join(', '), first: missing[0] }
  // nginx would accept both sites and send all visitors to one of them.
  const taken = namesOfOthers.find(({ name }) => names.includes(name.toLowerCase()))
  if (taken) throw new CabestanError('release.domain-taken', { ...taken, ...values })
  if (missing.length > 0) throw new CabestanError('release.keys-missing', values)
}
