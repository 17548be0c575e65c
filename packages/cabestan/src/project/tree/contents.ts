import { git, gitOutput } from './git.ts'

/** The contents of these objects in one pass; objects that do not exist are left out. */
export async function contentsOf(
  directory: string,
  objects: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  if (objects.length === 0) return new Map()
  const argv = ['cat-file', '--batch']
  const input = `${objects.join('\n')}\n`
  return parseBatch(await gitOutput(directory, argv, { input, limit: 256 * 1024 * 1024 }))
}

/** `<object> blob <bytes>`, the content and a line end, repeated; `<object> missing` has no content. */
function parseBatch(output: Buffer): ReadonlyMap<string, Buffer> {
  const contents = new Map<string, Buffer>()
  let at = 0
  while (at < output.length) {
    const end = output.indexOf(0x0a, at)
    if (end === -1) break
    const [object = '', type, size] = output.toString('latin1', at, end).split(' ')
    at = end + 1
    if (type === 'missing' || size === undefined) continue
    const bytes = Number(size)
    if (at + bytes > output.length) break
    contents.set(object, output.subarray(at, at + bytes))
    at += bytes + 1
  }
  return contents
}

/** The beginning of a file, without reading the rest, which may be gigabytes. */
export async function beginningOf(directory: string, object: string, bytes: number): Promise<Buffer> {
  const outcome = await git(directory, ['cat-file', 'blob', object], { limit: bytes })
  return outcome.stdout
}
