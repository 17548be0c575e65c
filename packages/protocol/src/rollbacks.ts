import { CabestanError } from './failures.ts'
import type { Params } from './messages.ts'
import type { RollbackPlan } from './plans.ts'
import { emptiedBy, namesOf } from './releases.ts'

type DatabaseChoice = Params<'rollback'>['database']

/**
 * What cannot go well is refused: what the former code cannot live with is taken back on somebody's word only. The command
 * line judges before anybody is asked, and the server again when it comes to it.
 */
export function judgeRollback({ to, migrations, snapshot }: RollbackPlan, database: DatabaseChoice): void {
  const number = String(to.number)
  const unsafe = namesOf(migrations.filter(({ safe }) => !safe))
  const irreversible = namesOf(migrations.filter(({ reversible }) => !reversible))
  const emptied = emptiedBy(migrations).join(', ')
  if (database === 'keep' && unsafe !== '')
    throw new CabestanError('rollback.unsafe', { number, migrations: unsafe, emptied })
  if (database === 'reverse' && irreversible !== '')
    throw new CabestanError('rollback.irreversible', { number, migrations: irreversible })
  if (database === 'restore' && snapshot === null) throw new CabestanError('rollback.no-snapshot', { number })
}
