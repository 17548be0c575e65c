import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Failure } from '@cabestan/protocol/failures'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { build } from 'esbuild'
import type { EngineClient } from '../../packages/cabestan/src/connection/engine-client.ts'
import { openEngine } from '../../packages/cabestan/src/connection/open-engine.ts'
import type { ConnectionEvent } from '../../packages/cabestan/src/connection/ports.ts'
import { readTree } from '../../packages/cabestan/src/project/tree/read-tree.ts'
import { sendFiles } from '../../packages/cabestan/src/session/release/upload.ts'
import { commitDetails } from '../../packages/cabestan/src/source/commit-details.ts'
import { packSource, readSource, type UploadFile } from '../../packages/cabestan/src/source/source.ts'
import { laptop } from './connection/laptop.ts'
import { letIn, targetOf } from './connection/people.ts'
import type { Server } from './sandbox.ts'

/** What is asked of the program on the server. */
export interface SourceQuestion {
  readonly order: Pick<ReleaseOrder, 'commit' | 'name' | 'source'>
  /** Of the release; '' only asks what is known. */
  readonly directory: string
  readonly upload: string | null
  /** Afterwards all but these commits are let go of. */
  readonly keep?: readonly string[]
}

export interface SourceReport {
  readonly notes: { code: string; values: Readonly<Record<string, string | number>> }[]
  readonly failure: Failure | null
  readonly commits: readonly string[]
  readonly largeObjects: readonly string[]
  readonly deployKey: string | null
}

/** A release as far as its source: what was sent for it, and what became of it. */
export interface SentSource extends SourceReport {
  readonly directory: string
  readonly bytes: number
  readonly progress: readonly ConnectionEvent[]
}

interface SendOptions {
  readonly ref?: string
  readonly repository?: string
  readonly keep?: readonly string[]
  /** What happens to a file on its way. */
  readonly damage?: (file: UploadFile) => void
}

/** An application's account and directory, as the steps of a server make them. */
export const application = 'disquaire'
const program = '/opt/source-on-server.mjs'

export interface SourceServer {
  send(top: string, options?: SendOptions): Promise<SentSource>
  close(): Promise<void>
}

/** A person's working copy on one side, a real server with git on the other, and the real connection between. */
export async function sourceServer(server: Server): Promise<SourceServer> {
  await server.sh('apt-get update -q && apt-get install -y -q --no-install-recommends git')
  await server.sh(`useradd --system --home-dir /srv/${application} ${application}`)
  await server.sh(`install -d -m 711 /srv/${application}`)
  await server.sh(`cat > ${program}`, await bundled())
  const me = await laptop({ answer: (question) => (question.kind === 'host-key' ? true : null) })
  await letIn(server, me)
  const engine = new URL('../../packages/cabestan/dist/engine.mjs', import.meta.url).pathname
  const client = await openEngine(targetOf(server, me), { ...me.ports, engine })
  let number = 0
  return {
    send: async (top, options = {}) => {
      number += 1
      return send({ server, client, number }, top, options)
    },
    close: async () => {
      await client.close()
      await me.leave()
    },
  }
}

interface Sending {
  readonly server: Server
  readonly client: EngineClient
  readonly number: number
}

/** As `deploy` does it: read, ask what is there, send what is not, and let the server make the release. */
async function send(
  { server, client, number }: Sending,
  top: string,
  options: SendOptions,
): Promise<SentSource> {
  const scratch = await mkdtemp(join(tmpdir(), 'cabestan-scratch-'))
  try {
    const { repository = null, damage = () => {} } = options
    const commit = (await readTree(top, options.ref)).commit ?? ''
    const details = await commitDetails(top, commit)
    const local = await readSource({ top, commit, directories: [], spare: [], repository, scratch })
    const order = { commit: details, name: application, source: local.source }
    const known = await ask(server, { order, directory: '', upload: null })
    const files = await packSource(
      local,
      { commits: [...known.commits], largeObjects: [...known.largeObjects] },
      scratch,
    )
    files.forEach(damage)
    const progress: ConnectionEvent[] = []
    const ports = { progress: (event: ConnectionEvent) => progress.push(event) }
    const upload = files.length === 0 ? null : await sendFiles({ engine: client, ports }, files)
    const report = await ask(server, {
      order,
      directory: `${number}-${commit.slice(0, 7)}`,
      upload: upload === null ? null : `/var/lib/cabestan/uploads/${upload}`,
      ...(options.keep ? { keep: options.keep } : {}),
    })
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    const directory = `/srv/${application}/releases/${number}-${commit.slice(0, 7)}`
    return { ...report, directory, bytes, progress }
  } finally {
    await rm(scratch, { recursive: true })
  }
}

/** By the runtime that the connection brought along. */
async function ask(server: Server, question: SourceQuestion): Promise<SourceReport> {
  const answer = await server.sh(
    `$(ls -d /opt/cabestan/runtime/*/bin/node) ${program}`,
    JSON.stringify(question),
  )
  return JSON.parse(answer)
}

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['tests/harness/source-on-server.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'error',
  })
  return outputFiles[0]?.text ?? ''
}
