import type { Failure } from '@cabestan/protocol/failures'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { build } from 'esbuild'
import { provideNode } from './engine-installation.ts'
import type { Server } from './sandbox.ts'

/** What stages told, in their order, and how long each took. */
export interface Told {
  readonly notices: readonly {
    readonly code: string
    readonly values: Readonly<Record<string, string | number>>
  }[]
  readonly output: readonly string[]
  readonly milliseconds: Readonly<Record<string, number>>
  readonly failure: Failure | null
}

export interface Staging {
  readonly order: ReleaseOrder
  /** `1-1a2b3c4` */
  readonly directory: string
  readonly stages: readonly ('ahead' | 'venv' | 'build' | 'look' | 'migrate' | 'later')[]
  readonly upload?: string
  /** The directory of the release that is live. */
  readonly live?: string
}

const node = '/opt/stages/node'
const program = '/opt/stages/stages.mjs'

/** Stages of a release on a real server, without what stands around them. */
export async function runStages(server: Server, staging: Staging): Promise<Told> {
  await install(server)
  const input = JSON.stringify({ upload: null, live: null, ...staging })
  const { stdout, stderr } = await server.ssh(`${node} ${program}`, input)
  const lines = stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
  if (lines.length === 0) throw new Error(stderr)
  const told = lines.filter(({ notice }) => notice !== undefined)
  return {
    notices: told.map(({ notice, values }) => ({ code: notice, values })),
    output: lines.flatMap(({ output }) => (output === undefined ? [] : [output])),
    milliseconds: Object.fromEntries(
      lines.flatMap((line) => (line.stage ? [[line.stage, line.milliseconds]] : [])),
    ),
    failure: lines.find(({ failure }) => failure !== undefined)?.failure ?? null,
  }
}

const installed = new WeakMap<Server, Promise<void>>()

function install(server: Server): Promise<void> {
  const done = installed.get(server) ?? copy(server)
  installed.set(server, done)
  return done
}

async function copy(server: Server): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: ['tests/harness/stages-on-server.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'error',
  })
  await server.sh('mkdir -p /opt/stages')
  await provideNode(server, node)
  await server.sh(`cat > ${program}`, outputFiles[0]?.text ?? '')
}
