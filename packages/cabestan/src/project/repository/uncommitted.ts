import type { ProjectTree } from '../tree/commit.ts'
import { git } from '../tree/git.ts'

/** Work that is in no commit, and therefore not part of a release. */
export interface Uncommitted {
  readonly changed: readonly string[] | null
  readonly untracked: readonly string[]
}

const statusArguments = [
  'status',
  '--porcelain=v1',
  '-z',
  '--untracked-files=all',
  '--ignore-submodules=dirty',
  '--no-renames',
]

/** Also in the submodules that are checked out, about whose files git says nothing. */
export async function uncommitted({ top, submodules }: Places): Promise<Uncommitted> {
  const parts = [{ directory: top, at: '' }, ...submodules]
  const each = await Promise.all(
    parts.map(async ({ directory, at }) => ({ at, ...(await uncommittedIn(directory)) })),
  )
  const below = (at: string, paths: readonly string[]) => paths.map((path) => at + path)
  return {
    changed: each.some(({ changed }) => changed === null)
      ? null
      : each.flatMap(({ at, changed }) => below(at, changed ?? [])),
    untracked: each.flatMap(({ at, untracked }) => below(at, untracked)),
  }
}

type Places = Pick<ProjectTree, 'top' | 'submodules'>

async function uncommittedIn(top: string): Promise<Uncommitted> {
  const settings = await withoutFilters(top)
  if (!settings) return { changed: null, untracked: [] }
  const { code, stdout, cut } = await git(top, statusArguments, { settings, limit: 8_000_000 })
  return code === 0 || cut ? parseStatus(stdout.toString()) : { changed: null, untracked: [] }
}

/** `XY <path>`, ended by a zero byte. */
function parseStatus(output: string): Uncommitted {
  const lines = output.split('\0').filter((line) => line.length > 3)
  const paths = (wanted: (state: string) => boolean) =>
    lines.filter((line) => wanted(line.slice(0, 2))).map((line) => line.slice(3))
  return {
    changed: paths((state) => state !== '??' && state !== '!!'),
    untracked: paths((state) => state === '??'),
  }
}

/**
 * To compare a file, git runs the programs that the repository's own configuration names as its filters. They
 * are switched off by name; null where a name cannot be written on a command line.
 */
async function withoutFilters(top: string): Promise<string[] | null> {
  const names = await Promise.all(['--local', '--worktree'].map((scope) => filtersIn(top, scope)))
  const filters = [...new Set(names.flat())]
  if (filters.some((name) => /[=\n]/.test(name))) return null
  return filters.flatMap((name) => [`${name}.clean=`, `${name}.process=`, `${name}.required=false`])
}

async function filtersIn(top: string, scope: string): Promise<string[]> {
  const argv = ['config', scope, '--includes', '-z', '--name-only', '--get-regexp', '^filter\\.']
  const { stdout } = await git(top, argv)
  const keys = stdout.toString().split('\0')
  return keys.filter((key) => key !== '').map((key) => key.slice(0, key.lastIndexOf('.')))
}
