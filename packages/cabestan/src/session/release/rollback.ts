import { CabestanError } from '@cabestan/protocol/failures'
import type { Params } from '@cabestan/protocol/messages'
import type { RollbackPlan } from '@cabestan/protocol/plans'
import type { Options } from '../../invocation.ts'
import { fill } from '../../report/text/sentence.ts'
import { consentTo, consentToLoss } from '../consent.ts'
import type { Site } from '../servers/site.ts'

export type DatabaseChoice = Params<'rollback'>['database']

const rollbackHelp = 'cabestan rollback --help'

export function databaseFor({ reverse, restore }: Options): DatabaseChoice {
  if (reverse && restore)
    throw new CabestanError('usage.conflict', { word: '--reverse', other: '--restore', help: rollbackHelp })
  if (reverse) return 'reverse'
  return restore ? 'restore' : 'keep'
}

interface Consent {
  readonly plans: readonly RollbackPlan[]
  readonly database: DatabaseChoice
  readonly site: Site
}

/**
 * A plain question, except that where people's data would be overwritten only typing the application's name is a yes.
 */
export async function agreeToRollback({ plans, database, site }: Consent): Promise<boolean> {
  const { questions } = site.invocation.report.voice.words
  const values = { number: String(plans[0]?.to.number ?? ''), name: site.configuration.name }
  if (database === 'restore') return consentToLoss(fill(questions.restore, values), site, rollbackHelp)
  return consentTo(fill(questions.rollback, values), site.invocation)
}
