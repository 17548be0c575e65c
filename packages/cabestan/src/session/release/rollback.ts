import { CabestanError } from '@cabestan/protocol/failures'
import type { Params } from '@cabestan/protocol/messages'
import type { RollbackPlan } from '@cabestan/protocol/plans'
import { emptiedBy } from '@cabestan/protocol/releases'
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

/** What cannot go well is refused before anybody is asked; the server judges again when it comes to it. */
export function judgeRollback({ to, migrations, snapshot }: RollbackPlan, database: DatabaseChoice): void {
  const number = String(to.number)
  const named = (wanted: (each: RollbackPlan['migrations'][number]) => boolean) =>
    migrations.filter(wanted).map(({ name }) => name)
  const unsafe = named(({ safe }) => !safe)
  const emptied = emptiedBy(migrations)
  const irreversible = named(({ reversible }) => !reversible)
  if (database === 'keep' && unsafe.length > 0)
    throw new CabestanError('rollback.unsafe', {
      ...{ number, migrations: unsafe.join(', ') },
      ...(emptied.length > 0 ? { emptied: emptied.join(', ') } : {}),
    })
  if (database === 'reverse' && irreversible.length > 0)
    throw new CabestanError('rollback.irreversible', { number, migrations: irreversible.join(', ') })
  if (database === 'restore' && snapshot === null) throw new CabestanError('rollback.no-snapshot', { number })
}

interface Consent {
  readonly plans: readonly RollbackPlan[]
  readonly database: DatabaseChoice
  readonly site: Site
}

/** A plain question; where people's data are overwritten, only the application's name, typed, is a yes. */
export async function agreeToRollback({ plans, database, site }: Consent): Promise<boolean> {
  const { questions } = site.invocation.report.voice.words
  const values = { number: String(plans[0]?.to.number ?? ''), name: site.configuration.name }
  if (database === 'restore') return consentToLoss(fill(questions.restore, values), site, rollbackHelp)
  return consentTo(fill(questions.rollback, values), site.invocation)
}
