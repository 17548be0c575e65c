import { CabestanError } from '@cabestan/protocol/failures'
import type { Step } from '@cabestan/protocol/steps'
import { endOf } from '../host/run.ts'
import type { ReleaseContext, Stage } from './context.ts'
import { maintenanceOff } from './database/maintenance.ts'
import { webLog } from './output-of.ts'
import { askColour, askSite } from './page.ts'
import { socketOf } from './places.ts'
import { applyReleaseSteps, bringBackFormerSteps, removeFormerSteps } from './release-steps.ts'
import { isListening } from './sockets.ts'
import { type Traffic, trafficBefore, trafficSince } from './traffic.ts'

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
    await host.files.link(places.live, `colours/${colour}`)
    note('switched', { number: release.number })
    await context.services.settle(['nginx'])
    await removeFormerSteps(context)
    await context.services.settle(['nginx'])
    await maintenanceOff(host, places)
    await watch(context, { before, offset })
    return 'done'
  },
  async undo(context) {
    const { host, places, live, note } = context
    if (live) await host.files.link(places.live, `colours/${live.colour}`)
    else await host.files.remove(places.live)
    await bringBackFormerSteps(context, (step) => !isOfSupervisor(step))
    await context.services.settle(['nginx'])
    if (live) note('switched-back', { number: live.places.number })
  },
}

const isOfSupervisor = (step: Step) => step.kind === 'supervisor-program'

const lookEveryMs = 250

interface Comparison {
  readonly before: Traffic
  /** Of the access log, where the new release’s requests begin. */
  readonly offset: number
}

/** For some seconds: whoever answers worse than the one before goes back. */
async function watch(context: ReleaseContext, { before, offset }: Comparison): Promise<void> {
  const { host, order, places, colour, note, made } = context
  const log = await webLog(host, places, colour)
  const until = host.clock.now() + order.probe.watchSeconds * 1000
  for (;;) {
    const since = await trafficSince(host, order.web.accessLog, offset)
    made.requests = since.requests
    made.lost = since.lost
    if (await hasDied(context)) throw new CabestanError('switch.died', {}, await lastWords(log))
    if (context.live && isWorse(before, since)) throw worse(before, since, await lastWords(log))
    if (host.clock.now() >= until) break
    await host.clock.sleep(lookEveryMs)
  }
  const seen = await trafficSince(host, order.web.accessLog, offset)
  note('watched', { requests: seen.requests, errors: seen.errors })
}

/** It no longer listens, or it does and answers nobody. */
async function hasDied(context: ReleaseContext): Promise<boolean> {
  const { host, places, colour, order } = context
  if (!(await isListening(host, socketOf(places, colour)))) return true
  const own = await askColour(host, places, { colour, probe: order.probe })
  if (own.status === null) return true
  return own.status >= 500 && (await askSite(host, order.probe)).status !== 200
}

/** Few requests prove nothing; many errors that were not there before do. */
function isWorse(before: Traffic, since: Traffic): boolean {
  const rate = ({ errors, requests }: Traffic) => (requests === 0 ? 0 : errors / requests)
  const moreErrors = since.errors >= 3 && rate(since) > Math.max(0.05, 2 * rate(before))
  const slower =
    since.requests >= 20 && since.medianSeconds > 2 && since.medianSeconds > 5 * before.medianSeconds
  return moreErrors || slower
}

function worse(before: Traffic, since: Traffic, more: Words): CabestanError {
  const values = {
    errors: String(since.errors),
    requests: String(since.requests),
    former: `${before.errors}/${before.requests}`,
    seconds: since.medianSeconds.toFixed(1),
  }
  return new CabestanError('switch.worse', values, more)
}

type Words = { detail: { tail: string } }

async function lastWords(log: { sinceThen(): Promise<string> }): Promise<Words> {
  return { detail: { tail: endOf(await log.sinceThen(), 40) } }
}
