import { exitCodes, type Invocation } from '../invocation.ts'
import { assertReady, withMaterial } from '../session/release/release-material.ts'
import { hasWork, prepare } from '../session/release/release-plan.ts'
import { showPrepared } from '../session/release/release-report.ts'
import { conclude, worst } from '../session/servers/conclusion.ts'
import { onEach, succeeded } from '../session/servers/outcome.ts'
import { approachServers, openSite } from '../session/servers/site.ts'

/** What would change, and what `deploy` would refuse; changes nothing. */
export async function run(invocation: Invocation): Promise<number> {
  const { options } = invocation
  const site = await openSite(invocation)
  const wishes = { allowUnsafe: false, maintenance: false, fixtures: [] }
  return approachServers(site, (visits) =>
    withMaterial(invocation, site.configuration, async (material) => {
      const prepared = await onEach(await visits(), (visit) => prepare(visit, material, wishes))
      showPrepared(succeeded(prepared), invocation, { whole: true })
      const refused = material && assertReady(material.project, invocation)
      const code = worst([conclude(prepared, invocation), refused ?? exitCodes.done])
      const wouldChange = succeeded(prepared).some(hasWork)
      const { report } = invocation
      if (code === exitCodes.done && wouldChange) report.note(report.voice.words.arrival.toDo)
      return code === exitCodes.done && options.exitCode && wouldChange ? exitCodes.wouldChange : code
    }),
  )
}
