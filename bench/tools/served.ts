import { setTimeout as sleep } from 'node:timers/promises'
import type { EventDetail } from '../../packages/vigie/src/contract/issue.ts'
import type { Status } from '../../packages/vigie/src/contract/status.ts'
import { projectOf, startVigie, type Vigie } from '../../tests/harness/vigie/vigie.ts'
import { envelope, envelopePath, newId, post, storePath } from '../../tests/harness/vigie/wire.ts'
import type { Payload } from './payloads.ts'

/** What became of a payload that went over the wire. */
export interface Served {
  readonly status: number
  /** The event as the API shows it; null if it was never shown. */
  readonly detail: EventDetail | null
}

type Project = Awaited<ReturnType<typeof projectOf>>

/**
 * Sends payloads to a real Vigie as SDKs do, waits until they are digested, and asks the API for each as its page
 * does.
 */
export async function serveAll(payloads: readonly Payload[]): Promise<readonly Served[]> {
  const vigie = await startVigie()
  try {
    const project = await projectOf(vigie, 'payloads')
    const sent: Sent[] = []
    for (const [place, payload] of payloads.entries())
      sent.push(await send(payload, { vigie, project, place }))
    await digested(vigie)
    return await eachShown(vigie, sent)
  } finally {
    await vigie.server.stop()
  }
}

interface Sent {
  readonly id: string
  readonly status: number
}

interface Way {
  readonly vigie: Vigie
  readonly project: Project
  readonly place: number
}

/**
 * Sends every other event as old SDKs do, without an envelope. Each gets a new id, because several collections hold
 * the same events.
 */
async function send({ event, sentAt }: Payload, way: Way): Promise<Sent> {
  const id = newId()
  const whole = { ...(event as object), event_id: id }
  const header = { event_id: id, ...(sentAt === null ? {} : { sent_at: new Date(sentAt).toISOString() }) }
  const request =
    'csp-report' in whole
      ? { path: envelopePath(way.project).replace('/envelope/', '/security/'), body: JSON.stringify(event) }
      : way.place % 2 === 0
        ? { path: envelopePath(way.project), body: envelope(whole, header) }
        : { path: storePath(way.project), body: JSON.stringify(whole) }
  const answer = await post(way.vigie.server, request)
  if (answer?.status !== 429) return { id: idIn(answer?.body) ?? id, status: answer?.status ?? 0 }
  await sleep(Number(answer.headers['retry-after'] ?? 1) * 1000)
  return send({ event, sentAt } as Payload, way)
}

function idIn(body: string | undefined): string | null {
  return /"id":\s*"([0-9a-f]{32})"/.exec(body ?? '')?.[1] ?? null
}

async function digested({ api }: Vigie): Promise<void> {
  while ((await api.get<Status>('/status')).backlog > 0) await sleep(100)
}

async function eachShown(vigie: Vigie, sent: readonly Sent[]): Promise<readonly Served[]> {
  const served: Served[] = []
  for (const { id, status } of sent) served.push({ status, detail: await shown(vigie, id) })
  return served
}

async function shown({ api }: Vigie, id: string): Promise<EventDetail | null> {
  try {
    const { issue } = await api.get<{ issue: number }>(`/events/${id}`)
    return await api.get<EventDetail>(`/issues/${issue}/events/${id}`)
  } catch (error) {
    console.error(String(error))
    return null
  }
}
