import { Description, Owner } from '@cabestan/protocol/descriptions'
import type { Event, EventOf, RunTask } from '@cabestan/protocol/events'
import type { Failure } from '@cabestan/protocol/failures'
import { UploadId } from '@cabestan/protocol/messages'
import { ProgramName } from '@cabestan/protocol/names'
import { ReleaseOrder } from '@cabestan/protocol/orders'
import type { RunSummary } from '@cabestan/protocol/runs'
import * as z from 'zod'
import type { Host } from '../host/host.ts'
import { privateDirectory, privateFile } from '../host/root-attributes.ts'
import { isOwnedBy } from './claims.ts'
import { runsDirectory, stateDirectory } from './paths.ts'
import { stored } from './stored.ts'

/** What a run is asked to do. */
export const Work = z.discriminatedUnion('task', [
  z.strictObject({
    task: z.literal('deploy'),
    description: Description,
    release: ReleaseOrder.optional(),
    upload: UploadId.optional(),
    again: z.boolean().optional(),
    /** When whoever asked for this run saw the server as described. */
    settledAt: z.number().optional(),
  }),
  z.strictObject({
    task: z.literal('rollback'),
    owner: Owner,
    to: z.number().int(),
    database: z.enum(['keep', 'reverse', 'restore']),
  }),
  z.strictObject({ task: z.literal('restart'), owner: Owner, processes: z.array(ProgramName) }),
  z.strictObject({
    task: z.literal('scale'),
    owner: Owner,
    process: ProgramName,
    count: z.number().int(),
  }),
])
export type Work = z.infer<typeof Work>
type TaskOf<T extends RunTask> = Extract<Work, { task: T }>
export type DeployWork = TaskOf<'deploy'>

/** One run as it was asked for. The unit that does the work reads it from here. */
export const RunRequest = z.strictObject({
  run: z.string().regex(/^[0-9]{8}-[0-9]{6}-[a-f0-9]{4}$/),
  by: z.string(),
  startedAt: z.number(),
  whenBusy: z.enum(['wait', 'refuse']),
  work: Work,
})
export type RunRequest = z.infer<typeof RunRequest>

export function ownerOf(work: Work): Owner {
  return work.task === 'deploy' ? work.description.owner : work.owner
}

export const eventsPath = (run: string) => `${runsDirectory}/${run}/events.jsonl`
export const runUnit = (run: string) => `cabestan-run-${run}.service`
const requestPath = (run: string) => `${runsDirectory}/${run}/request.json`

/** Sorts by time; the random tail tells two runs of the same second apart. */
export function newRunId(now: number, random: () => number): string {
  const time = new Date(now).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const tail = Math.floor(random() * 0x1_0000)
  return `${time}-${tail.toString(16).padStart(4, '0')}`
}

export async function recordRequest(host: Host, request: RunRequest): Promise<void> {
  await host.files.createDirectory(stateDirectory, privateDirectory)
  await host.files.createDirectory(runsDirectory, privateDirectory)
  await host.files.createDirectory(`${runsDirectory}/${request.run}`, privateDirectory)
  await host.files.write(requestPath(request.run), `${JSON.stringify(request)}\n`, privateFile)
}

export async function readRequest(host: Host, run: string): Promise<RunRequest | null> {
  return stored(RunRequest, await host.files.readText(requestPath(run)))
}

/** Newest first. */
export async function listRuns(host: Host): Promise<string[]> {
  return ((await host.files.list(runsDirectory)) ?? []).toReversed()
}

/**
 * The latest run even if it failed, was interrupted or is still going on; a claim exists only for runs that ended
 * well.
 */
export async function hasBegun(host: Host, owner: Owner): Promise<boolean> {
  const requests = await Promise.all((await listRuns(host)).map((run) => readRequest(host, run)))
  return requests.some((request) => request !== null && isOwnedBy(ownerOf(request.work), owner))
}

const keptRuns = 50

export async function pruneRuns(host: Host): Promise<void> {
  for (const run of (await listRuns(host)).slice(keptRuns)) await host.files.remove(`${runsDirectory}/${run}`)
}

export function summarize(request: RunRequest, events: readonly Event[], alive: boolean): RunSummary {
  const last = events.findLast((event): event is EventOf<'run-finished'> => event.type === 'run-finished')
  return {
    run: request.run,
    owner: ownerOf(request.work),
    task: request.work.task,
    by: request.by,
    startedAt: request.startedAt,
    finishedAt: last?.at ?? null,
    outcome: last?.outcome ?? (alive ? 'running' : 'interrupted'),
    changed: last?.changed ?? events.filter(changedSomething).length,
    ...failureOf(last, events, alive),
  }
}

function failureOf(
  last: EventOf<'run-finished'> | undefined,
  events: readonly Event[],
  alive: boolean,
): { failure?: Failure } {
  if (last) return last.failure ? { failure: last.failure } : {}
  const values: Failure['values'] = leavesMaintenance(events) ? { page: 'maintenance' } : {}
  return alive ? {} : { failure: { code: 'engine.killed', values } }
}

/** A run that was killed under the maintenance page left the page up, and only this makes somebody look at the site. */
function leavesMaintenance(events: readonly Event[]): boolean {
  const codes = events.flatMap((event) => (event.type === 'notice' ? [event.code] : []))
  const ends = codes.findLastIndex((code) => code === 'maintenance.off' || code === 'switched')
  return codes.lastIndexOf('maintenance.on') > ends
}

function changedSomething(event: Event): boolean {
  return event.type === 'step-done' && event.outcome !== 'unchanged'
}
