import { CabestanError, type FailureDetail } from '@cabestan/protocol/failures'
import { commandFailed } from '../../host/run.ts'
import { lackedRoom } from './disk.ts'
import { git, gitFailed, type Repository } from './git.ts'
import { expectCommit, forgetIncomplete, isWhole, keepCommit } from './repository.ts'

/**
 * Mistakes that old tools made and that harm nobody. All else that git's own check finds (names such as `..`
 * and `.git`, files twice in a directory, a `.gitmodules` that means harm) is not let in.
 */
export const harmless = [
  'zeroPaddedFilemode',
  'badTimezone',
  'badDate',
  'badDateOverflow',
  'zeroPaddedDate',
  'badEmail',
  'missingEmail',
  'badName',
  'missingNameBeforeEmail',
  'missingSpaceBeforeEmail',
  'missingSpaceBeforeDate',
  'multipleAuthors',
  'nulInCommit',
]

export interface Sent {
  readonly commit: string
  /** The pack that was sent for it; null where the server was known to have it. */
  readonly pack: string | null
}

/** Afterwards the commit lies whole in the repository. */
export async function receiveCommit(repository: Repository, sent: Sent): Promise<void> {
  const { commit, pack } = sent
  await expectCommit(repository, commit)
  if (pack !== null) await indexPack(repository, { commit, pack })
  await keepWhole(repository, commit)
}

/** Refers to a commit only when all of it is there. */
export async function keepWhole(repository: Repository, commit: string): Promise<void> {
  if (!(await isWhole(repository, commit))) throw await incomplete(repository, commit)
  await keepCommit(repository, commit)
}

async function indexPack(repository: Repository, { commit, pack }: { commit: string; pack: string }) {
  const strict = `--strict=${harmless.map((id) => `${id}=ignore`).join(',')}`
  const argv = ['index-pack', '--stdin', '--fix-thin', strict]
  const result = await git(repository, argv, { inputFile: pack })
  if (result.code === 0) return
  if (await lackedRoom(repository.host, repository.path, result))
    throw await gitFailed(repository, argv, result)
  throw await incomplete(repository, commit, commandFailed(['git', ...argv], result).failure.detail)
}

async function incomplete(
  repository: Repository,
  commit: string,
  detail?: FailureDetail,
): Promise<CabestanError> {
  // What it was a difference to may be what is broken: the next time all is sent.
  await forgetIncomplete(repository)
  return new CabestanError('source.incomplete', { commit: commit.slice(0, 7) }, { detail })
}
