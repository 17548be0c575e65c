import { gitOutput, type Repository } from './git.ts'

/** One line an entry: mode, type, object, bytes, path. */
async function entriesOf(repository: Repository, commit: string): Promise<string[]> {
  return (await gitOutput(repository, ['ls-tree', '-r', '-l', '--full-tree', commit])).split('\n')
}

export async function submodulesIn(repository: Repository, commit: string): Promise<string[]> {
  const entries = await entriesOf(repository, commit)
  return entries.flatMap((entry) => /^160000 commit ([0-9a-f]+) /.exec(entry)?.[1] ?? [])
}

/** What its pointers of git-lfs name: texts of some 130 bytes. */
export async function largeObjectsIn(repository: Repository, commit: string): Promise<string[]> {
  const entries = await entriesOf(repository, commit)
  const small = entries.flatMap(
    (entry) => /^100\d{3} blob ([0-9a-f]+) +(1\d\d|2[0-4]\d)\t/.exec(entry)?.[1] ?? [],
  )
  if (small.length === 0) return []
  const input = `${[...new Set(small)].join('\n')}\n`
  const texts = await gitOutput(repository, ['cat-file', '--batch'], { input })
  return [...texts.matchAll(/^oid sha256:([0-9a-f]{64})$/gm)].map(([, object = '']) => object)
}
