import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import { git, gitOutput } from '../project/tree/git.ts'
import { fetchLargeObjects } from './fetch-large-objects.ts'
import { type LargePointer, largePointers } from './large-pointers.ts'
import type { LocalPart } from './parts.ts'

/** A file of git-lfs whose content is on this computer. */
export interface LocalLargeFile extends LargePointer {
  readonly content: string
}

/** Adds the content of each. What is missing here is fetched, where there is git-lfs and a remote. */
export async function localLargeFiles(part: LocalPart, scratch: string): Promise<LocalLargeFile[]> {
  const pointers = await largePointers(part, scratch)
  if (pointers.length === 0) return []
  const store = await storeOf(part.directory)
  const located = pointers.map((pointer) => ({ ...pointer, content: contentIn(store, pointer.object) }))
  if (!(await firstMissing(located))) return located
  await fetchLargeObjects(part)
  const missing = await firstMissing(located)
  if (missing) throw new CabestanError('source.large-file', { path: missing.path })
  return located
}

/** `lfs.storage`, or `lfs` in the repository that all working copies share. */
async function storeOf(directory: string): Promise<string> {
  const common = (await gitOutput(directory, ['rev-parse', '--git-common-dir'])).toString().trim()
  const { code, stdout } = await git(directory, ['config', '--path', '--get', 'lfs.storage'])
  const own = code === 0 ? stdout.toString().trim() : ''
  return resolve(directory, common, own === '' ? 'lfs' : own)
}

function contentIn(store: string, object: string): string {
  return join(store, 'objects', object.slice(0, 2), object.slice(2, 4), object)
}

async function firstMissing(files: readonly LocalLargeFile[]): Promise<LocalLargeFile | null> {
  for (const file of files) {
    const found = await stat(file.content).catch(() => null)
    if (found?.size !== file.bytes) return file
  }
  return null
}
