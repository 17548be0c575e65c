import type { ApplicationState } from '@cabestan/protocol/applications'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import type { Announcement } from '../../report/release-view.ts'
import { leftOut } from '../../source/left-out.ts'
import { type NewMigration, newMigrations } from '../../source/new-migrations.ts'
import type { ProjectAt } from '../project/project.ts'
import type { Material } from './release-material.ts'

/** What a commit has and the live release has not; the server itself has not seen it yet. */
interface Arriving {
  readonly material: Material
  readonly project: ProjectAt
}

/** What is reported about them is no news to somebody who allows it. */
export async function migrationsSince(
  { material: { folder, commit }, project: { reading } }: Arriving,
  { database }: Pick<ReleaseOrder, 'database'>,
  { live }: Pick<ApplicationState, 'live'>,
): Promise<NewMigration[]> {
  if (live === null || database.type === 'none') return []
  const found = await newMigrations({
    ...{ tree: folder.tree, top: folder.tree.top, commit: commit.id, live: live.commit.id },
    applications: reading.data.applications,
  })
  if (!database.allowUnsafe && !database.maintenance) return found
  return found.map(({ name }) => ({ name, operations: [] }))
}

/** What the live release has and a commit has not. */
export async function leftOutBy(
  { folder, commit: { id } }: Material,
  { live, releases, commits }: ApplicationState,
): Promise<Announcement['leftOut']> {
  const left = live && (await leftOut(folder.tree.top, id, live.commit.id))
  if (!left) return null
  const kept = commits.includes(id) ? releases : []
  const release = kept.findLast(({ verdict, commit }) => verdict === 'good' && commit.id === id)
  return { ...left, release: release?.number ?? null }
}
