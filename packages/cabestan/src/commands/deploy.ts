import { isAsDescribed, isSettled } from '@cabestan/protocol/plans'
import type { Invocation } from '../invocation.ts'
import { fillCounted } from '../report/text/sentence.ts'
import { conclude, worst } from '../session/conclusion.ts'
import { consentTo } from '../session/consent.ts'
import { deploy, follow } from '../session/deployment.ts'
import { type Planned, planOf } from '../session/description.ts'
import { attempt, onEach, succeeded } from '../session/outcome.ts'
import { openSite, visitServers } from '../session/site.ts'

/** Plan, question, work; or joining work that goes on. */
export async function run(invocation: Invocation): Promise<number> {
  const site = await openSite(invocation)
  return visitServers(site, async (visits) => {
    if (invocation.options.follow) {
      goesOnWithoutUs(invocation, [])
      return conclude(await onEach(visits, follow), invocation)
    }
    const outcomes = await onEach(visits, planOf)
    const planned = succeeded(outcomes)
    show(planned, invocation)
    const unplanned = conclude(outcomes, invocation)
    if (!(await isAgreed(planned, invocation))) return worst([unplanned])
    return worst([unplanned, await deployAll(planned, invocation)])
  })
}

function show(planned: readonly Planned[], { options, report }: Invocation): void {
  const style = { whole: options.verbose === true, why: options.why === true }
  for (const { visit, plan } of planned) {
    report.idle(visit.server)
    report.plan(visit.server, plan, style)
  }
}

/** Asked once for all servers; what only brings our own record up to date is not worth a question. */
async function isAgreed(planned: readonly Planned[], invocation: Invocation): Promise<boolean> {
  const servers = planned.filter(({ plan }) => !isAsDescribed(plan)).map(({ visit }) => visit.server)
  if (servers.length === 0) return true
  const { deploy: question } = invocation.report.voice.words.questions
  const sentence = fillCounted(question, servers.length, { servers: servers.join(', ') })
  return consentTo(sentence, invocation, 'cabestan plan')
}

async function deployAll(planned: readonly Planned[], invocation: Invocation): Promise<number> {
  const unsettled = planned.filter(({ plan }) => !isSettled(plan))
  goesOnWithoutUs(invocation, unsettled)
  const runs = await Promise.all(unsettled.map((each) => attempt(each.visit.server, () => deploy(each))))
  return conclude(runs, invocation)
}

const guardedKinds = new Set(['sshd', 'firewall', 'sudo-rule', 'authorized-keys', 'user'])

/** Whoever presses Ctrl-C from here on leaves work behind that goes on, and may have to be proved. */
function goesOnWithoutUs({ interruption, report }: Invocation, planned: readonly Planned[]): void {
  const { detached, detachedGuard } = report.voice.words.progress
  const changesAccess = planned.some(({ plan }) =>
    plan.changes.some(({ step }) => guardedKinds.has(step.kind)),
  )
  interruption.sentence = changesAccess ? `${detached}\n${detachedGuard}` : detached
}
