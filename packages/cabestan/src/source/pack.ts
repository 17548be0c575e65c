import { open, stat } from 'node:fs/promises'
import { git, gitFailure, gitOutput } from '../project/tree/git.ts'

export interface PackQuestion {
  /** A working copy whose repository has the commit. */
  readonly directory: string
  readonly commit: string
  /** Commits that the server has: what is in them does not travel. */
  readonly known: readonly string[]
  /** Where the pack is written. */
  readonly path: string
}

const patience = 30 * 60_000

/**
 * The files of one commit, as differences to what the server has. Every commit stands for itself, as if it had
 * no parent: no history travels, and none is needed, be it shallow, or another one since a forced push.
 */
export async function packCommit({ directory, commit, known, path }: PackQuestion): Promise<number> {
  const haves = await present(directory, known)
  const input = [
    ...[commit, ...haves].map((each) => `--shallow ${each}`),
    commit,
    ...haves.map((each) => `^${each}`),
    '',
  ].join('\n')
  // Without `--shallow`, git would compare with parents of the commit only.
  const argv = ['pack-objects', '--revs', '--stdout', '--thin', '--shallow', '--delta-base-offset', '-q']
  const file = await open(path, 'w', 0o600)
  try {
    const outcome = await git(directory, argv, { input, output: file.fd, patience, settings })
    if (outcome.code !== 0) throw gitFailure(directory, argv, outcome)
  } finally {
    await file.close()
  }
  return (await stat(path)).size
}

/** A commit graph on disk would know the parents all the same. */
const settings = ['core.commitGraph=false', 'pack.useBitmaps=false']

async function present(directory: string, commits: readonly string[]): Promise<string[]> {
  if (commits.length === 0) return []
  const input = `${commits.join('\n')}\n`
  const output = await gitOutput(directory, ['cat-file', '--batch-check'], { input })
  return output
    .toString()
    .split('\n')
    .flatMap((line) => {
      const [commit = '', type] = line.split(' ')
      return type === 'commit' ? [commit] : []
    })
}
