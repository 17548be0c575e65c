import type { Owner } from '@cabestan/protocol/descriptions'
import { CabestanError } from '@cabestan/protocol/failures'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { nameOnServer } from '@cabestan/protocol/server-name'
import type { Step } from '@cabestan/protocol/steps'
import type { Host } from '../../host/host.ts'
import { rootFile } from '../../host/root-attributes.ts'
import { isOwnedBy, readClaims, writeClaim } from '../../ledger/claims.ts'
import { PendingServices } from '../../services/pending-services.ts'
import type { Workshop } from '../../workshop.ts'
import { readLive } from '../colour/live.ts'
import { type Places, placesOf, type ReleasePlaces } from '../places.ts'
import { unknownProcess } from './process-failures.ts'
import { expectStart } from './process-health.ts'
import { updateProgram } from './supervisor.ts'
import { programsIn, supervisorFile, withCount } from './supervisor-file.ts'
import { setWorkers } from './workers.ts'

/** How many of a process somebody asked for; this overrides what a release says. */
export type Scale = Readonly<Record<string, number>>

export interface ScaleWork {
  readonly owner: Owner
  readonly process: string
  readonly count: number
}

/** Takes effect at once, and for all later releases. */
export async function scale({ owner, process, count }: ScaleWork, { host, emit }: Workshop): Promise<void> {
  const { places, live } = await scalable(host, { owner, process, count })
  await writeScale(host, places, { ...(await readScale(host, places)), [process]: count })
  if (process === 'web') await setWorkers({ host, places, colour: live.colour }, count)
  else await scalePrograms(host, places, { owner, process, count })
  emit({ type: 'notice', stage: null, code: 'process.scaled', values: { process, count: String(count) } })
}

/** Asked before a run exists: a wrong name is not a failure on the server. */
export async function scalable(host: Host, { owner, process, count }: ScaleWork) {
  const places = placesOf(nameOnServer(owner.app, owner.environment))
  const live = await readLive(host, places)
  if (!live) throw new CabestanError('release.none', { ...owner })
  const programs = programsIn((await host.files.readText(supervisorFile(places.name))) ?? '', places.name)
  const known = programs.map((program) => program.process)
  if (!known.includes(process)) throw unknownProcess(process, known)
  if (count > 1) await assertMayBeSeveral(host, live.places, process)
  return { places, live }
}

/** Celery's beat is the clock of all workers, so there must be only one. */
async function assertMayBeSeveral(host: Host, { processes }: ReleasePlaces, process: string): Promise<void> {
  const script = (await host.files.readText(`${processes}/${process}`)) ?? ''
  if (/^exec .*\bcelery\b.* beat\b/m.test(script)) throw new CabestanError('process.single', { process })
}

export async function readScale(host: Host, places: Places): Promise<Scale> {
  return parseScale((await host.files.readText(scaleFile(places))) ?? '')
}

/** The order with the numbers that `scale` was told, which override those that the release was made with. */
export async function scaled(
  order: ReleaseOrder,
  { host, places }: { host: Host; places: Places },
): Promise<ReleaseOrder> {
  const scale = await readScale(host, places)
  const programs = order.programs.map((each) => ({ ...each, count: scale[each.name] ?? each.count }))
  const workers = scale['web'] ?? order.web.workers
  const web = { ...order.web, workers, firstWorkers: Math.min(order.web.firstWorkers, workers) }
  const steps = order.steps.map((step) => recounted(step, programs))
  return { ...order, programs, web, steps }
}

function scaleFile({ home }: Places): string {
  return `${home}/scale`
}

/** One line each: `worker=3`. */
function parseScale(text: string): Scale {
  const lines = text.split('\n').map((line) => /^([a-z][a-z0-9-]*)=(\d{1,3})$/.exec(line.trim()))
  return Object.fromEntries(lines.flatMap((match) => (match ? [[match[1] ?? '', Number(match[2])]] : [])))
}

async function writeScale(host: Host, places: Places, scale: Scale): Promise<void> {
  const lines = Object.entries(scale).map(([process, count]) => `${process}=${count}\n`)
  await host.files.write(scaleFile(places), `${scaleHead}${lines.sort().join('')}`, rootFile)
}

const scaleHead = '# How many there are of each process: written by `cabestan scale`.\n'

/**
 * supervisor checks the new file, and the former one is put back if it is refused. Then only this program is updated.
 */
async function scalePrograms(host: Host, places: Places, { owner, process, count }: ScaleWork) {
  const path = supervisorFile(places.name)
  const text = (await host.files.readText(path)) ?? ''
  const chosen = programsIn(text, places.name).filter((each) => each.process === process)
  const counted = chosen.map((program) => ({ ...program, count }))
  const content = withCounts(text, counted)
  const services = new PendingServices(host)
  if (content !== text) {
    await services.change('supervisor', [path], () => host.files.write(path, content, rootFile))
  }
  for (const { program, stopSeconds } of chosen) {
    const start = await expectStart(host, places, { process, count })
    await updateProgram(host, program, stopSeconds)
    await start.assertStays()
  }
  await services.settle(['supervisor'])
  await claimCounts(host, owner, counted)
}

/** Recorded as what the server should be, so that it does not count as a change by hand. */
async function claimCounts(host: Host, owner: Owner, programs: readonly Counted[]): Promise<void> {
  const own = (await readClaims(host)).find((claim) => isOwnedBy(claim, owner))
  if (own) await writeClaim(host, { ...own, release: own.release.map((step) => recounted(step, programs)) })
}

function recounted(step: Step, programs: readonly Counted[]): Step {
  return step.kind === 'supervisor-program' ? { ...step, content: withCounts(step.content, programs) } : step
}

interface Counted {
  readonly program: string
  readonly count: number
}

function withCounts(text: string, programs: readonly Counted[]): string {
  return programs.reduce((content, { program, count }) => withCount(content, program, count), text)
}
