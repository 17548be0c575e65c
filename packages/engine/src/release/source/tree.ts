import { gitOutput, type Repository } from './git.ts'

/** What a commit has at a path. */
export interface TreeEntry {
  readonly type: 'file' | 'executable' | 'link' | 'submodule' | 'directory'
  readonly object: string
}

/** Of one call: a command line has an end. */
const pathsAtOnce = 500

const types: Readonly<Record<string, TreeEntry['type']>> = {
  '100644': 'file',
  '100664': 'file',
  '100755': 'executable',
  '120000': 'link',
  '160000': 'submodule',
  '040000': 'directory',
}

/**
 * Entries by their paths, without those that are not there. What stands here as a file has nothing but
 * directories above it: in a tree, nothing lies below a link.
 */
export async function entriesAt(
  repository: Repository,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, TreeEntry>> {
  const entries = new Map<string, TreeEntry>()
  for (let at = 0; at < paths.length; at += pathsAtOnce) {
    const argv = ['ls-tree', '-z', '--full-tree', commit, '--', ...paths.slice(at, at + pathsAtOnce)]
    for (const line of (await gitOutput(repository, argv)).split('\0')) {
      const [, mode = '', object = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
      const type = types[mode]
      if (type) entries.set(path, { type, object })
    }
  }
  return entries
}
