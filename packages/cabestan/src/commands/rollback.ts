import { CabestanError } from '@cabestan/protocol/failures'
import type { RollbackPlan } from '@cabestan/protocol/plans'
import { judgeRollback } from '@cabestan/protocol/rollbacks'
import { exitCodes, type Invocation } from '../invocation.ts'
import { namesNow, rollbackLines } from '../report/rollback-view.ts'
import { runTask } from '../session/release/deployment.ts'
import { agreeToRollback, databaseFor } from '../session/release/rollback.ts'
import { ownerOf } from '../session/servers/application.ts'
import { conclude, worst } from '../session/servers/conclusion.ts'
import { onEach, succeeded } from '../session/servers/outcome.ts'
import { openSite, type Visit, visitServers } from '../session/servers/site.ts'
import { assertTurn } from '../session/turn.ts'

/** Back to a former release: shown, judged and asked first, then one run on each server. */
export async function run(invocation: Invocation): Promise<number> {
  const { options, report, words } = invocation
  const database = databaseFor(options)
  const to = numberIn(words[0])
  const site = await openSite(invocation)
  const owner = ownerOf(site.configuration)
  return visitServers(site, async (visits) => {
    const outcomes = await onEach(visits, async (visit) => {
      await assertTurn(visit, 'other')
      const plan = await planOf(visit, to)
      report.result(visit.server, plan, rollbackLines)
      judgeRollback(plan, database)
      return { visit, plan }
    })
    const planned = succeeded(outcomes)
    const unplanned = conclude(outcomes, invocation)
    if (planned.length === 0) return unplanned
    const agreed = await agreeToRollback({ plans: planned.map(({ plan }) => plan), database, site })
    if (!agreed) return worst([unplanned, exitCodes.failed])
    const runs = await onEach(
      outcomes.filter(({ ok }) => ok),
      async ({ visit, plan }) => {
        await runTask(visit, 'rollback', { owner, to: plan.to.number, database })
        const names = namesNow(plan, report.voice)
        if (names !== null) report.note(names)
      },
    )
    return worst([unplanned, conclude(runs, invocation)])
  })
}

async function planOf({ server, engine, site }: Visit, to: number | undefined): Promise<RollbackPlan> {
  const { report } = site.invocation
  report.looking(server)
  const owner = ownerOf(site.configuration)
  const plan = await engine.call('rollbackPlan', { owner, ...(to === undefined ? {} : { to }) })
  report.idle(server)
  return plan
}

function numberIn(word: string | undefined): number | undefined {
  if (word === undefined || /^[1-9]\d{0,8}$/.test(word)) return word === undefined ? undefined : Number(word)
  const values = { word: 'NUMBER', value: word, list: 'cabestan releases' }
  throw new CabestanError('usage.value', { ...values, help: 'cabestan rollback --help' })
}
