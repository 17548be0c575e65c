import { join } from 'node:path'
import { contentsOf } from '../project/tree/contents.ts'
import { gitOutput } from '../project/tree/git.ts'
import type { Listed } from '../project/tree/listing.ts'
import { mayBePointer } from '../project/tree/sniff.ts'
import type { LocalPart } from './parts.ts'

/** What stands in place of a file that git-lfs keeps. */
export interface LargePointer {
  /** Path from the top of the whole source. */
  readonly path: string
  readonly object: string
  readonly bytes: number
}

/** Recognised by their content, among the files that the commit's own attributes give to git-lfs. */
export async function largePointers(part: LocalPart, scratch: string): Promise<LargePointer[]> {
  const candidates = candidatesIn(part)
  if (candidates.length === 0) return []
  const contents = await contentsOf(part.directory, [...new Set(candidates.map(({ object }) => object))])
  const pointers = candidates.flatMap((file) => {
    const pointer = parsePointer(contents.get(file.object)?.toString('latin1') ?? '')
    return pointer ? [{ path: file.path, ...pointer }] : []
  })
  const filtered = await filteredByLfs(part, pointers, join(scratch, 'index'))
  const at = part.path === '' ? '' : `${part.path}/`
  return pointers
    .filter(({ path }) => filtered.has(path))
    .map((pointer) => ({ ...pointer, path: at + pointer.path }))
}

/** Only a commit with attributes has any. */
function candidatesIn({ listed }: LocalPart): Listed[] {
  const attributes = listed.some(({ path }) => path.split('/').at(-1) === '.gitattributes')
  return attributes ? listed.filter((file) => file.type === 'file' && mayBePointer(file)) : []
}

/** Lines of `key value`: the version first, then in alphabetical order. */
function parsePointer(text: string): { object: string; bytes: number } | null {
  if (!text.startsWith('version https://git-lfs.github.com/spec/v1\n')) return null
  const object = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1]
  const bytes = /^size (\d{1,15})$/m.exec(text)?.[1]
  return object === undefined || bytes === undefined ? null : { object, bytes: Number(bytes) }
}

/** The attributes of the commit, not of the working copy: git reads them from an index that is made of it. */
async function filteredByLfs(
  { directory, commit }: LocalPart,
  pointers: readonly { readonly path: string }[],
  index: string,
): Promise<ReadonlySet<string>> {
  if (pointers.length === 0) return new Set()
  await gitOutput(directory, ['read-tree', '--empty'], { index })
  await gitOutput(directory, ['read-tree', commit], { index })
  const input = pointers.map(({ path }) => `${path}\0`).join('')
  const argv = ['check-attr', '--cached', '-z', '--stdin', 'filter']
  const words = (await gitOutput(directory, argv, { index, input })).toString().split('\0')
  return new Set(words.filter((_path, at) => at % 3 === 0 && words[at + 2] === 'lfs'))
}
