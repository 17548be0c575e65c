import { type Change, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { StepOf } from '@cabestan/protocol/steps'
import type { Files } from '../host/host.ts'
import { attributeChanges, typeChanges } from './file.ts'
import type { CheckContext, StepKind } from './kind.ts'

export const directory: StepKind<'directory'> = {
  check,
  async apply(step, _change, { host: { files } }) {
    await makeWay(files, step.path)
    await files.createDirectory(step.path, step)
  },
  /** If somebody put something into it, it stays. */
  async remove({ path }, { host: { files } }) {
    const stat = await files.stat(path)
    const names = stat?.type === 'directory' ? await files.list(path) : null
    if (names?.length === 0) await files.remove(path)
  },
}

async function check(step: StepOf<'directory'>, { host }: CheckContext): Promise<Change | null> {
  const { path } = step
  const stat = await host.files.stat(path)
  if (!stat) return changeOf([{ type: 'action', action: 'create', subject: path }])
  return changeOf([...typeChanges(path, stat, 'directory'), ...attributeChanges(path, stat, step)])
}

/**
 * Only what nobody can miss is taken away: a link to a directory was somebody's decision about
 * where the data lies, and a file may hold some.
 */
async function makeWay(files: Files, path: string): Promise<void> {
  const stat = await files.stat(path)
  if (!stat || stat.type === 'directory') return
  const leadsToData = stat.type === 'link' && (await files.list(path)) !== null
  const holdsData = stat.type === 'file' && stat.size > 0
  if (leadsToData || holdsData) throw new CabestanError('step.blocked', { path })
  await files.remove(path)
}
