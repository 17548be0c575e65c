import { type ProjectTree, workingCopyOf } from '../tree/commit.ts'
import { git, gitOutput } from '../tree/git.ts'
import { type SecretHistory, secretHistory } from './history.ts'
import { uncommitted } from './uncommitted.ts'

/** How the repository and its working copy on this computer stand. */
export interface RepositoryReading {
  readonly state: 'commit' | 'no-commits' | 'not-git'
  /** Null where none is checked out. */
  readonly branch: string | null
  readonly shallow: boolean
  readonly remotes: readonly string[]
  /** Commits that no remote has, as far as was last heard; null where there is no remote. */
  readonly unpushed: number | null
  /** Files with changes that are in no commit; null where git cannot tell without running a program. */
  readonly changed: readonly string[] | null
  /** Files that git does not track and is not told to ignore. */
  readonly untracked: readonly string[]
  readonly history: SecretHistory
}

const nothing: RepositoryReading = {
  state: 'not-git',
  branch: null,
  shallow: false,
  remotes: [],
  unpushed: null,
  changed: [],
  untracked: [],
  history: { secrets: [], complete: true },
}

export async function readRepository(tree: ProjectTree): Promise<RepositoryReading> {
  const { top, commit } = tree
  if (commit === null) return { ...nothing, state: (await workingCopyOf(top)) ? 'no-commits' : 'not-git' }
  const [branch, shallow, remotes, work, history] = await Promise.all([
    answer(top, ['symbolic-ref', '--quiet', '--short', 'HEAD']),
    answer(top, ['rev-parse', '--is-shallow-repository']),
    answer(top, ['remote']),
    uncommitted(tree),
    secretHistory(tree, commit),
  ])
  const names = (remotes ?? '').split('\n').filter((name) => name !== '')
  const unpushed = names.length > 0 ? await unpushedOf(tree, commit) : null
  const isShallow = shallow === 'true'
  return { state: 'commit', branch, shallow: isShallow, remotes: names, unpushed, ...work, history }
}

/** For a submodule too: whoever clones the repository gets nothing of a commit that only this computer has. */
async function unpushedOf({ top, submodules }: ProjectTree, commit: string): Promise<number> {
  const counts = await Promise.all(
    [{ directory: top, commit }, ...submodules].map(async (part) => {
      const argv = ['rev-list', '--count', part.commit, '--not', '--remotes', '--']
      return Number((await gitOutput(part.directory, argv)).toString().trim())
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

async function answer(top: string, argv: readonly string[]): Promise<string | null> {
  const { code, stdout } = await git(top, argv)
  return code === 0 ? stdout.toString().trim() : null
}
