import { git } from './checkout.ts'

/**
 * What a build made or changed, as paths of the tree. What git ignores is in it: that is where the output of builds
 * lies. Packages are not, unless Django serves files out of them.
 */
export async function madeFiles(
  checkout: string,
  { packages }: { readonly packages: boolean },
): Promise<string[]> {
  const argv = ['-C', checkout, 'ls-files', '-z', '--others', '--modified', '--deduplicate']
  const paths = (await git(argv, checkout)).split('\0').filter((path) => path !== '')
  return paths.filter((path) => isWanted(path, packages)).sort()
}

function isWanted(path: string, packages: boolean): boolean {
  const parts = path.split('/')
  const at = parts.indexOf('node_modules')
  // A cache is useless elsewhere, and so are the links that npm makes to programs.
  if (at >= 0) return packages && !['.cache', '.bin', '.vite'].includes(parts[at + 1] ?? '')
  return !parts.includes('.git')
}
