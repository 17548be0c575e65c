import type { Invocation } from '../invocation.ts'
import { fillCounted } from '../report/text/sentence.ts'
import { consentTo } from '../session/consent.ts'
import { goesOnWithoutUs } from '../session/release/deployment.ts'
import type { Wishes } from '../session/release/order.ts'
import { followToTheProof } from '../session/release/public-proof.ts'
import { assertReady, type Material, withMaterial } from '../session/release/release-material.ts'
import { hasWork, type Prepared, prepare } from '../session/release/release-plan.ts'
import { showPrepared } from '../session/release/release-report.ts'
import { deployAll } from '../session/release/releasing.ts'
import { conclude, worst } from '../session/servers/conclusion.ts'
import { nothingBegun } from '../session/servers/not-begun.ts'
import { type Outcome, onEach, succeeded } from '../session/servers/outcome.ts'
import { approachServers, openSite, type Site, type Visit, visitServers } from '../session/servers/site.ts'
import { assertTurn } from '../session/turn.ts'

/** Reads the project, shows the plan, asks, works and proves the site; or joins work that is under way. */
export async function run(invocation: Invocation): Promise<number> {
  const site = await openSite(invocation)
  if (invocation.options.follow) return join(site)
  return approachServers(site, (visits) =>
    withMaterial(invocation, site.configuration, async (material) => {
      const refused = material && assertReady(material.project, invocation)
      return refused ?? (await haul(await visits(), material, invocation))
    }),
  )
}

/** Once the run has begun, leaving does not end it. */
function join(site: Site): Promise<number> {
  goesOnWithoutUs(site.invocation)
  return visitServers(site, async (visits) =>
    conclude(await onEach(visits, followToTheProof), site.invocation),
  )
}

async function haul(
  visits: readonly Outcome<Visit>[],
  material: Material | null,
  invocation: Invocation,
): Promise<number> {
  const outcomes = await onEach(visits, async (visit) => {
    if (invocation.options.wait !== true) await assertTurn(visit, 'deploy')
    return prepare(visit, material, wishesOf(invocation)).catch(nothingBegun(visit.server))
  })
  const prepared = succeeded(outcomes)
  showPrepared(prepared, invocation)
  const unprepared = conclude(outcomes, invocation)
  if (!(await isAgreed(prepared, invocation))) return worst([unprepared])
  return worst([unprepared, await deployAll(prepared, material, invocation)])
}

function wishesOf({ options }: Invocation): Wishes {
  return {
    allowUnsafe: options.allowUnsafe === true,
    maintenance: options.maintenance === true,
    fixtures: options.fixtures ?? [],
  }
}

/** Asked once for all servers. Nothing is asked where only our own record would be updated. */
async function isAgreed(prepared: readonly Prepared[], invocation: Invocation): Promise<boolean> {
  const servers = prepared.filter(hasWork).map(({ visit }) => visit.server)
  if (servers.length === 0) return true
  const { deploy: question } = invocation.report.voice.words.questions
  const sentence = fillCounted(question, servers.length, { servers: servers.join(', ') })
  return consentTo(sentence, invocation, 'cabestan plan')
}
