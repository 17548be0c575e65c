import { join } from 'node:path'
import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Source } from '@cabestan/protocol/orders'
import { type LocalLargeFile, localLargeFiles } from './large-objects.ts'
import { packCommit } from './pack.ts'
import { type LocalPart, localParts } from './parts.ts'

export interface SourceQuestion {
  /** The directory of the working copy. */
  readonly top: string
  readonly commit: string
  /** Empty directories that the project needs. */
  readonly directories: readonly string[]
  /** Submodules that are left out where they are not on this computer. */
  readonly spare: readonly string[]
  /** The repository that the server fetches the commit from itself; null where it is sent. */
  readonly repository: string | null
  /** A temporary directory that lasts as long as the deploy. */
  readonly scratch: string
}

/** What a release is made of, and where that lies on this computer. */
export interface LocalSource {
  readonly source: Source
  readonly parts: readonly LocalPart[]
  readonly large: readonly LocalLargeFile[]
}

/** A file to be sent: its name, and where its bytes are. */
export interface UploadFile {
  readonly file: string
  readonly path: string
  readonly bytes: number
}

/** Finds everything, or reports what is missing, before any server is asked. */
export async function readSource(question: SourceQuestion): Promise<LocalSource> {
  const { top, commit, spare, repository, scratch } = question
  const parts = await localParts({ top, commit, spare, fetched: repository !== null })
  const large: LocalLargeFile[] = []
  for (const part of parts) large.push(...(await localLargeFiles(part, scratch)))
  const source = {
    parts: parts.map(({ path, commit }) => ({ path, commit })),
    large: large.map(({ path, object, bytes }) => ({ path, object, bytes })),
    directories: [...question.directories],
    repository,
  }
  return { source, parts, large }
}

/** What the server lacks of it; null where it has everything. */
export async function packSource(
  { source, parts, large }: LocalSource,
  known: Pick<ApplicationState, 'commits' | 'largeObjects'>,
  scratch: string,
): Promise<UploadFile[]> {
  const sent = source.repository === null ? parts.filter(({ commit }) => !known.commits.includes(commit)) : []
  const packs: UploadFile[] = []
  for (const { directory, commit } of distinct(sent, ({ commit }) => commit)) {
    const path = join(scratch, `${commit}.pack`)
    const bytes = await packCommit({ directory, commit, known: known.commits, path })
    packs.push({ file: `${commit}.pack`, path, bytes })
  }
  const lacking = distinct(large, ({ object }) => object).filter(
    ({ object }) => !known.largeObjects.includes(object),
  )
  return [
    ...packs,
    ...lacking.map(({ object, content, bytes }) => ({ file: `${object}.lfs`, path: content, bytes })),
  ]
}

function distinct<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()]
}
