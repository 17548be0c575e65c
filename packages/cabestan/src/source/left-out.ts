import { git } from '../project/tree/git.ts'

/** What visitors have and would have no more. */
export interface LeftOut {
  /** Null where this repository has never seen the commit that is live. */
  readonly commits: number | null
  /** Nothing new comes in their place: it is a commit of before. */
  readonly isOlder: boolean
}

/** Null where all of it is kept; and where it cannot be told, in a history that was cut short or written anew. */
export async function leftOut(top: string, commit: string, live: string): Promise<LeftOut | null> {
  if (await isUnseen(top, live)) return { commits: null, isOlder: false }
  const base = await answer(top, ['merge-base', commit, live])
  if (base === null || base === live) return null
  const commits = await answer(top, ['rev-list', '--count', live, '--not', commit, '--'])
  return commits === null ? null : { commits: Number(commits), isOlder: base === commit }
}

/** Somebody else deployed it, and it was not fetched. A clone without history has none but its own. */
async function isUnseen(top: string, commit: string): Promise<boolean> {
  if ((await answer(top, ['cat-file', '-e', `${commit}^{commit}`])) !== null) return false
  return (await answer(top, ['rev-parse', '--is-shallow-repository'])) === 'false'
}

async function answer(top: string, argv: readonly string[]): Promise<string | null> {
  const { code, stdout } = await git(top, argv)
  return code === 0 ? stdout.toString().trim() : null
}
