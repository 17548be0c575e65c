import { open, stat } from 'node:fs/promises'
import { type GitOutcome, git, gitFailure, gitOutput } from '../project/tree/git.ts'

export interface PackQuestion {
  /** A working copy whose repository has the commit. */
  readonly directory: string
  readonly commit: string
  /** Commits that the server has, whose contents need not be sent. */
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
  const argv = ['pack-objects', '--revs', '--stdout', '--thin', '--shallow', '--delta-base-offset', '-q']
  const first = await writePack({ directory, argv, input: question(commit, haves), path })
  // A partial clone without old contents has nothing to compare with, so the whole commit is sent.
  const again = first.code !== 0 && haves.length > 0
  const outcome = again ? await writePack({ directory, argv, input: question(commit, []), path }) : first
  if (outcome.code !== 0) throw gitFailure(directory, argv, outcome)
  return (await stat(path)).size
}

/** Without `--shallow` among the arguments, git would compare only with parents of the commit. */
function question(commit: string, haves: readonly string[]): string {
  const shallow = [commit, ...haves].map((each) => `--shallow ${each}\n`)
  return [...shallow, `${commit}\n`, ...haves.map((each) => `^${each}\n`)].join('')
}

interface Writing {
  readonly directory: string
  readonly argv: readonly string[]
  readonly input: string
  readonly path: string
}

async function writePack({ directory, argv, input, path }: Writing): Promise<GitOutcome> {
  const file = await open(path, 'w', 0o600)
  try {
    return await git(directory, argv, { input, output: file.fd, patience, settings })
  } finally {
    await file.close()
  }
}

/** A commit graph on disk would still know the parents. */
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
