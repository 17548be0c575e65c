import { constants, type Dirent } from 'node:fs'
import { lstat, open, readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type ProjectTree, realDirectory } from './commit.ts'
import { type Loaded, loadedTree } from './loaded-tree.ts'
import { contentOf, mayBeSqlite, tellingBytes } from './sniff.ts'
import { isVendored, virtualenvsIn } from './vendored.ts'
import { worthReading } from './worth.ts'

const mostFiles = 50_000
const deepest = 40
/** How many files are open at the same time. */
const atOnce = 32

/** The files of a folder that git does not know, as they are now. Links are never followed. */
export async function readFolder(directory: string): Promise<ProjectTree> {
  const top = await realDirectory(directory)
  const walk: Walk = { top, files: [], truncated: false }
  await walkInto(walk, '', 0)
  const files = await withData(top, walk.files)
  const { truncated } = walk
  return {
    ...loadedTree(files),
    top,
    prefix: '',
    commit: null,
    submodules: [],
    unreadSubmodules: [],
    missingSubmodules: [],
    truncated,
  }
}

interface Walk {
  readonly top: string
  readonly files: Loaded[]
  truncated: boolean
}

async function walkInto(walk: Walk, at: string, depth: number): Promise<void> {
  const entries = await readdir(join(walk.top, at), { withFileTypes: true }).catch(() => [])
  const virtualenvs = virtualenvsIn(entries.map(({ name }) => `${at}/${name}`))
  if (virtualenvs.has(at) && at !== '') return
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = at === '' ? entry.name : `${at}/${entry.name}`
    if (walk.files.length >= mostFiles || depth > deepest) {
      walk.truncated = true
      return
    }
    if (!entry.isDirectory()) await add(walk, path, entry)
    else if (!isVendored(`${entry.name}/`, new Set())) await walkInto(walk, path, depth + 1)
  }
}

async function add(walk: Walk, path: string, entry: Dirent): Promise<void> {
  // A pipe or a device would keep its reader waiting for ever.
  if (!entry.isFile() && !entry.isSymbolicLink()) return
  const found = await lstat(join(walk.top, path)).catch(() => null)
  if (!found) return
  const { size: bytes, mode } = found
  if (entry.isSymbolicLink()) {
    const data = Buffer.from(await readlink(join(walk.top, path)).catch(() => ''))
    walk.files.push({ path, type: 'link', bytes, executable: false, data })
  } else walk.files.push({ path, type: 'file', bytes, executable: (mode & 0o100) !== 0 })
}

async function withData(top: string, files: readonly Loaded[]): Promise<Loaded[]> {
  const plain = files.filter(({ type }) => type === 'file')
  const worth = new Set(worthReading(plain).map(({ path }) => path))
  const loaded: Loaded[] = []
  for (let at = 0; at < files.length; at += atOnce)
    loaded.push(...(await Promise.all(files.slice(at, at + atOnce).map((file) => load(top, file, worth)))))
  return loaded
}

async function load(top: string, file: Loaded, worth: ReadonlySet<string>): Promise<Loaded> {
  if (file.type === 'link') return file
  const isWorth = worth.has(file.path)
  if (!isWorth && !mayBeSqlite(file)) return file
  const data = await bytesOf(join(top, file.path), isWorth ? file.bytes : tellingBytes)
  const content = contentOf(data)
  return { ...file, ...(content ? { content } : {}), ...(isWorth ? { data } : {}) }
}

/** Not a byte more than was counted, and not through a link that replaced the file meanwhile. */
async function bytesOf(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null)
  if (!file) return Buffer.alloc(0)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0)
    return buffer.subarray(0, bytesRead)
  } catch {
    return Buffer.alloc(0)
  } finally {
    await file.close()
  }
}
