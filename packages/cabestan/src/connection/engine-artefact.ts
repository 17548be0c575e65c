import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** The engine's bundle as it is on this machine; its hash is its version. */
export interface EngineArtefact {
  readonly hash: string
  packed(): Promise<Buffer>
}

const read = new Map<string, Promise<EngineArtefact>>()

/** Read once for all servers of a run. */
export function engineArtefact(path: string): Promise<EngineArtefact> {
  const artefact = read.get(path) ?? readArtefact(path)
  read.set(path, artefact)
  return artefact
}

async function readArtefact(path: string): Promise<EngineArtefact> {
  const content = await readFile(path)
  let packing: Promise<Buffer> | null = null
  return {
    hash: createHash('sha256').update(content).digest('hex'),
    packed() {
      packing ??= promisify(gzip)(content)
      return packing
    },
  }
}
