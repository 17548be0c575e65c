import { setTimeout as sleep } from 'node:timers/promises'
import type { Event, EventOf } from '@cabestan/protocol/events'
import { CabestanError } from '@cabestan/protocol/failures'
import type { Params } from '@cabestan/protocol/messages'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import type { RunSummary } from '@cabestan/protocol/runs'
import { proveAccess } from '../../connection/open-engine.ts'
import type { Invocation } from '../../invocation.ts'
import { duration } from '../../report/text/duration.ts'
import { fill } from '../../report/text/sentence.ts'
import { conclude } from '../servers/conclusion.ts'
import { attempt, type Outcome } from '../servers/outcome.ts'
import type { Visit } from '../servers/site.ts'
import { whoWeAre } from '../who-we-are.ts'
import type { Prepared } from './release-plan.ts'

const proofAttempts = 3
const betweenAttempts = 2000

interface Ordered {
  readonly order: ReleaseOrder
  readonly upload: string | null
}

/** The server, and the release that was ordered for it. */
export function deploy(prepared: Prepared, ordered: Ordered | null): Promise<RunSummary> {
  const { visit, description } = prepared
  const { options } = visit.site.invocation
  const params: Params<'deploy'> = {
    description,
    by: whoWeAre(),
    whenBusy: options.wait === true ? 'wait' : 'refuse',
    ...(ordered ? { release: ordered.order } : {}),
    ...(options.again === true ? { again: true } : {}),
    ...(ordered?.upload ? { upload: ordered.upload } : {}),
  }
  const left = detachedSentence(prepared, visit.site.invocation)
  return withProof(visit, left, (onEvent) => visit.engine.call('deploy', params, onEvent))
}

const guardedKinds = new Set(['sshd', 'firewall', 'sudo-rule', 'authorized-keys', 'user'])

/** Ctrl-C leaves a run that goes on, and whose access may still have to be proved. */
function detachedSentence({ plan }: Prepared, { report }: Invocation): string {
  const { detached, detachedGuard } = report.voice.words.progress
  const changesAccess = plan.changes.some(({ step }) => guardedKinds.has(step.kind))
  return changesAccess ? `${detached}\n${detachedGuard}` : detached
}

/** A run without steps: it goes on by itself and is reported like a deploy. */
export function runTask<T extends 'rollback' | 'restart' | 'scale'>(
  visit: Visit,
  task: T,
  work: Omit<Params<T>, 'by' | 'whenBusy'>,
): Promise<RunSummary> {
  const params = { ...work, by: whoWeAre(), whenBusy: 'refuse' } as Params<T>
  const left = visit.site.invocation.report.voice.words.progress.detached
  return withProof(visit, left, (onEvent) => visit.engine.call(task, params, onEvent))
}

/** What is said from here on when somebody presses Ctrl-C. */
export function goesOnWithoutUs({ interruption, report }: Invocation): void {
  interruption.sentence = report.voice.words.progress.detached
}

/** It was asked to begin and has not answered yet. Of several servers one that has begun is what counts. */
function mayHaveBegun({ interruption, report }: Invocation): void {
  if (interruption.sentence === '') interruption.sentence = report.voice.words.progress.unsure
}

/** Joins the run that is under way, or repeats the last one. */
export async function follow(visit: Visit, also: (event: Event) => void): Promise<RunSummary> {
  const { report } = visit.site.invocation
  const left = report.voice.words.progress.detached
  const joinedAt = serverTime(visit)
  let wasOver: string | null = null
  try {
    return await withProof(visit, left, (onEvent) =>
      visit.engine.call('follow', {}, (event) => {
        if (event.type === 'run-started') report.joined(visit.server, event)
        if (event.type === 'run-finished') wasOver = overSince(joinedAt - event.at, report)
        also(event)
        onEvent(event)
      }),
    )
  } finally {
    if (wasOver !== null) report.note(wasOver)
  }
}

/** Whoever's connection broke before their own run began would take the end of a former one for it. */
function overSince(milliseconds: number, { voice }: Invocation['report']): string | null {
  const { words, language } = voice
  return milliseconds > 0 ? fill(words.progress.wasOver, { time: duration(milliseconds, language) }) : null
}

/**
 * Reports a run, and proves meanwhile that its owner still gets in when the server asks for that. A run that
 * ended badly is a failure. Who leaves it with Ctrl-C once it has begun is told `left`.
 */
async function withProof(
  visit: Visit,
  left: string,
  call: (onEvent: (event: Event) => void) => Promise<RunSummary>,
): Promise<RunSummary> {
  const { invocation } = visit.site
  const { report, interruption } = invocation
  mayHaveBegun(invocation)
  const proofs: Promise<Outcome<void>>[] = []
  const run = await call((event) => {
    report.event(visit.server, event)
    if (event.type === 'run-started') interruption.sentence = left
    if (event.type === 'guard-armed' && isFresh(event, visit)) {
      proofs.push(attempt(visit.server, () => prove(visit, event.token)))
    }
  })
  report.idle(visit.server)
  report.run(visit.server, run)
  // The server only knows that nobody logged in; we know why.
  if (run.failure) conclude(await Promise.all(proofs), visit.site.invocation)
  if (run.failure) throw CabestanError.from(run.failure)
  if (run.outcome === 'interrupted') throw new CabestanError('interrupted', { run: run.run })
  return run
}

/** A run that is only told again has proved its access long ago, or failed to. */
function isFresh(event: EventOf<'guard-armed'>, { engine }: Visit): boolean {
  return event.at + event.seconds * 1000 > serverTime({ engine })
}

function serverTime({ engine }: Pick<Visit, 'engine'>): number {
  return Date.now() + engine.clockOffsetSeconds * 1000
}

/** A single lost packet must not undo an hour's work. */
async function prove(visit: Visit, token: string, attempts = proofAttempts): Promise<void> {
  try {
    await proveAccess(visit.target, token, { ...visit.ports, progress: () => {} })
  } catch (thrown) {
    if (attempts <= 1) throw thrown
    await sleep(betweenAttempts)
    await prove(visit, token, attempts - 1)
  }
}
