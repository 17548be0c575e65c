import { CabestanError } from '@cabestan/protocol/failures'
import type { Step } from '@cabestan/protocol/steps'
import { untilUnused } from '../colour/drain.ts'
import { keepFormer } from '../colour/former.ts'
import { askColour, askSite } from '../colour/page.ts'
import { isListening } from '../colour/sockets.ts'
import { type Traffic, trafficBefore, trafficSince } from '../colour/traffic.ts'
import type { ReleaseContext, Stage } from '../context.ts'
import { maintenanceOff } from '../database/maintenance.ts'
import { socketOf } from '../places.ts'
import { watchMark } from '../processes/fallen.ts'
import { lastWords } from '../processes/last-words.ts'
import { startedMark } from '../processes/started-mark.ts'
import { growWorkers } from '../processes/workers.ts'
import { applyReleaseSteps, bringBackFormerSteps, removeFormerSteps } from '../release-steps.ts'

/**
 * One rename, and every new request goes to the new release. nginx is not reloaded for it, because a reload
 * breaks connections that wait for their next request; only a changed site file is worth that.
 */
export const switchStage: Stage = {
  async run(context) {
    const { host, order, places, colour, release, note } = context
    const before = await trafficBefore(host, order.web.accessLog)
    // nginx judges the new site before anything is switched, and reads it after.
    await applyReleaseSteps(context, (step) => !isOfSupervisor(step))
    const offset = (await host.files.stat(order.web.accessLog))?.size ?? 0
    await keepFormer(context)
    await host.files.link(places.live, `colours/${colour}`)
    // What visitors write from now on is theirs.
    context.made.seeded = false
    const switchedAt = host.clock.now()
    note('switched', { number: release.number })
    await growWorkers(context, 'switch')
    await context.services.settle(['nginx'])
    await removeFormerSteps(context)
    await context.services.settle(['nginx'])
    await maintenanceOff(host, places)
    await watch(context, { before, offset, switchedAt })
    return 'done'
  },
  async undo(context) {
    const { host, places, live, note } = context
    const reached = (await host.files.readLink(places.live))?.endsWith(`/${context.colour}`) ?? false
    if (live) await host.files.link(places.live, `colours/${live.colour}`)
    else await host.files.remove(places.live)
    await bringBackFormerSteps(context, (step) => !isOfSupervisor(step))
    await context.services.settle(['nginx'])
    if (live && reached) note('switched-back', { number: live.places.number })
    // Those whom it has begun to answer are no less visitors.
    if (reached) await untilUnused(context, context.colour)
  },
}

const isOfSupervisor = (step: Step) => step.kind === 'supervisor-program'

const lookEveryMs = 250

interface Comparison {
  readonly before: Traffic
  /** Of the access log, where the new release’s requests begin. */
  readonly offset: number
  /** Since then visitors have it, also while nginx settles. */
  readonly switchedAt: number
}

/** Before a first release nobody was a visitor: only that it lives on is looked at, for so long. */
const firstWatchSeconds = 1

/** For some seconds: whoever answers worse than the one before goes back. */
async function watch(context: ReleaseContext, { before, offset, switchedAt }: Comparison): Promise<void> {
  const { host, order, places, colour, note, made } = context
  const { watchSeconds } = order.probe
  const seconds = context.live ? watchSeconds : Math.min(watchSeconds, firstWatchSeconds)
  const until = switchedAt + seconds * 1000
  const web = watchMark(host, startedMark(places, 'web', colour))
  const requests = () => trafficSince(host, order.web.accessLog, offset)
  for (;;) {
    const since = await requests()
    made.requests = since.requests
    made.lost = since.lost
    if ((await web.hasFallen()) || !(await isListening(host, socketOf(places, colour))))
      throw await died(context)
    if (context.live && isWorse(before, since)) throw await worse(before, since, context)
    if (await isMute(context, requests)) throw await died(context)
    if (host.clock.now() >= until) break
    await host.clock.sleep(lookEveryMs)
  }
  const seen = await requests()
  if (seen.requests > 0) note('watched', { requests: seen.requests, errors: seen.errors })
}

const shortestPatienceMs = 10_000

/** Each worker is new at its first request, and one that loads half of science for it takes as long as the first did. */
const patienceMs = ({ made }: ReleaseContext) => Math.max(shortestPatienceMs, 2 * made.pageMs)

/** It listens and answers nobody. One that is only busy answers visitors meanwhile. */
async function isMute(context: ReleaseContext, requests: () => Promise<Traffic>): Promise<boolean> {
  const { host, places, colour, order } = context
  const { requests: answered } = await requests()
  const own = await askColour(host, places, { colour, probe: order.probe, timeoutMs: patienceMs(context) })
  if (own.status === null) return own.reason !== 'timeout' || (await requests()).requests === answered
  return own.status >= 500 && (await askSite(host, order.probe)).status !== 200
}

async function died(context: ReleaseContext): Promise<CabestanError> {
  const { error, place, more } = await soFar(context)
  return new CabestanError('switch.died', { path: context.order.probe.path, error, place }, more)
}

/** Few requests prove nothing; many errors that were not there before do. */
function hasMoreErrors(before: Traffic, since: Traffic): boolean {
  const rate = ({ errors, requests }: Traffic) => (requests === 0 ? 0 : errors / requests)
  return since.errors >= 3 && rate(since) > Math.max(0.05, 2 * rate(before))
}

function isSlower(before: Traffic, since: Traffic): boolean {
  return since.requests >= 20 && since.medianSeconds > 2 && since.medianSeconds > 5 * before.medianSeconds
}

function isWorse(before: Traffic, since: Traffic): boolean {
  return hasMoreErrors(before, since) || isSlower(before, since)
}

async function worse(before: Traffic, since: Traffic, context: ReleaseContext): Promise<CabestanError> {
  const { error, place, more } = await soFar(context)
  const values = hasMoreErrors(before, since)
    ? { errors: String(since.errors), former: `${before.errors}/${before.requests}`, error, place }
    : { now: since.medianSeconds.toFixed(1), before: before.medianSeconds.toFixed(1) }
  return new CabestanError('switch.worse', { requests: String(since.requests), ...values }, more)
}

/** Visitors have the errors meanwhile: the end of a traceback is not waited for. */
async function soFar({ made }: ReleaseContext) {
  const { error, place, tail } = lastWords((await made.said?.sinceThen()) ?? '')
  return { error, place, more: tail === '' ? {} : { detail: { tail } } }
}
