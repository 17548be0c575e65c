import { realpath } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { git } from './git.ts'

/**
 * Where a submodule's commit can be read: its working copy, if it is there and has that commit. Neither a
 * link in its place nor a `.git` that names a repository elsewhere may lead out of the parent.
 */
export async function checkedOutSubmodule(
  parent: string,
  submodule: { readonly path: string; readonly object: string },
): Promise<string | null> {
  const directory = join(parent, ...submodule.path.split('/'))
  if ((await realpath(directory).catch(() => null)) !== directory) return null
  // A directory that was never checked out is empty, and git would find the parent there.
  const top = await answer(directory, ['rev-parse', '--show-toplevel'])
  if (top === null || (await realpath(top).catch(() => null)) !== directory) return null
  const own = await answer(directory, ['rev-parse', '--absolute-git-dir'])
  const common = await answer(parent, ['rev-parse', '--git-common-dir'])
  if (!own || !common) return null
  if (!isInside(own, resolve(parent, common)) && !isInside(own, directory)) return null
  const commit = await answer(directory, ['cat-file', '-t', submodule.object])
  return commit === 'commit' ? directory : null
}

/** A submodule that `.gitmodules` does not name is an empty directory for everybody. */
export async function isNamedSubmodule(
  { directory, commit }: { readonly directory: string; readonly commit: string },
  { path }: { readonly path: string },
): Promise<boolean> {
  const argv = ['config', `--blob=${commit}:.gitmodules`, '-z', '--get-regexp', '^submodule\\..*\\.path$']
  const { stdout } = await git(directory, argv)
  const entries = stdout.toString().split('\0')
  return entries.some((entry) => entry.slice(entry.indexOf('\n') + 1) === path)
}

async function answer(directory: string, argv: readonly string[]): Promise<string | null> {
  const { code, stdout } = await git(directory, argv)
  return code === 0 ? stdout.toString().replace(/\r?\n$/, '') : null
}

function isInside(path: string, directory: string): boolean {
  const way = relative(directory, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`))
}
