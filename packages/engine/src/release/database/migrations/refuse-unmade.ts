import { CabestanError } from '@cabestan/protocol/failures'
import type { ReleaseContext } from '../../context.ts'
import { insideOf } from '../database-context.ts'
import { type MigrationState, readModels, type Unmade } from './migration-state.ts'

/**
 * A column that the models have and no migration makes fails each page that asks for it. Refused where the live release
 * does without; told where it lacks the same, or where nothing is live.
 */
export async function refuseUnmade(context: ReleaseContext, { unmade }: MigrationState): Promise<void> {
  if (unmade.length === 0) return
  const fresh = context.order.database.allowUnsafe ? [] : await notInLive(context, unmade)
  if (fresh.length > 0) throw new CabestanError('migrations.unmade', wordsFor(fresh))
  context.note('migrations.unmade', wordsFor(unmade))
}

async function notInLive(context: ReleaseContext, unmade: readonly Unmade[]): Promise<readonly Unmade[]> {
  const { live } = context
  if (live === null) return []
  const models = await readModels({ ...insideOf(context), release: live.places }).catch(() => null)
  if (models === null) return []
  return unmade.filter(({ table, column }) => models[table]?.[column] === undefined)
}

function wordsFor(unmade: readonly Unmade[]) {
  const labels = [...new Set(unmade.map(({ name }) => name.split('.')[0]))]
  return { names: unmade.map(({ name }) => name).join(', '), labels: labels.join(' ') }
}
