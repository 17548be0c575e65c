import { CabestanError, toFailure } from '@cabestan/protocol/failures'
import type { RemovalScope } from '@cabestan/protocol/plans'
import type { Configuration } from '../config/configuration.ts'
import type { Invocation, Options } from '../invocation.ts'
import { fill } from '../report/text/sentence.ts'
import { consentTo, consentToLoss } from '../session/consent.ts'
import { conclude, worst } from '../session/servers/conclusion.ts'
import { onEach, succeeded } from '../session/servers/outcome.ts'
import { openSite, type Site, type Visit, visitServers } from '../session/servers/site.ts'
import { whoWeAre } from '../session/who-we-are.ts'

/** Names what goes and what stays, asks, and takes it away. */
export async function run(invocation: Invocation): Promise<number> {
  const { report, options } = invocation
  const site = await openSite(invocation, { mayBeFormer: true })
  const scope = scopeOf(options, site.configuration)
  return visitServers(site, async (visits) => {
    const outcomes = await onEach(visits, (visit) => announce(visit, scope))
    const announced = succeeded(outcomes)
    const unknown = conclude(outcomes, invocation)
    if (announced.length === 0) return unknown
    if (!options.data && !options.cabestan) {
      const { environment } = site.configuration
      report.note(fill(report.voice.words.removal.dataHint, { environment }))
    }
    const servers = announced.map(({ server }) => server).join(', ')
    if (!(await agree(servers, scope, site))) return worst([unknown])
    const removed = await onEach(
      outcomes.filter(({ ok }) => ok),
      (visit) => take(visit, scope),
    )
    return worst([unknown, conclude(removed, invocation)])
  })
}

async function agree(servers: string, scope: RemovalScope, site: Site): Promise<boolean> {
  const { questions } = site.invocation.report.voice.words
  const { name } = site.configuration
  if (scope.what === 'application' && scope.data)
    return consentToLoss(fill(questions.removeData, { servers, name }), site, 'cabestan remove --help')
  return consentTo(fill(questions.remove, { servers }), site.invocation)
}

function scopeOf({ cabestan, data }: Options, { app, environment }: Configuration): RemovalScope {
  if (cabestan) return { what: 'cabestan' }
  return { what: 'application', owner: { app, environment }, data: data === true }
}

async function announce(visit: Visit, scope: RemovalScope): Promise<Visit> {
  const { report } = visit.site.invocation
  report.looking(visit.server)
  const removal = await visit.engine.call('removal', scope).catch(async (error: unknown) => {
    throw await inFullOf(error, visit.site)
  })
  report.idle(visit.server)
  report.removal(visit.server, removal, false)
  return visit
}

/**
 * If the environment's name was mistyped, neither the file nor the server knows it; blaming only one would mislead.
 */
async function inFullOf(error: unknown, { invocation, configuration }: Site): Promise<unknown> {
  if (toFailure(error).code !== 'application.unknown') return error
  const refused = await openSite(invocation).then(() => null, toFailure)
  if (refused?.code !== 'config.environment') return error
  const { app, environment, file } = configuration
  const { known = '' } = refused.values
  return new CabestanError('config.environment-nowhere', { app, environment, file, known }, { cause: error })
}

async function take({ server, engine, site }: Visit, scope: RemovalScope): Promise<void> {
  const { report } = site.invocation
  const removal = await engine.call('remove', { scope, by: whoWeAre() }, (event) =>
    report.event(server, event),
  )
  report.idle(server)
  report.removal(server, removal, true)
}
