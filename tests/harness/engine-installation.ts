import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { build } from 'esbuild'
import { layRuntime } from './runtime.ts'

/** A server as the tests reach it, which also keys what is kept for it: an installed engine, a connection. */
export interface Server {
  /** The name of a sandbox, whose files can be reached from outside. */
  readonly name?: string
  /** ssh options and destination of the server, for root. */
  readonly sshArguments: readonly string[]
  /**
   * Starting an engine for each question takes a tenth of a second of processor time, more than most questions do.
   */
  readonly keepsConnection?: boolean
  /** How often it was rebooted: connections from before that are dead. */
  readonly boots?: number
}

const engineDirectory = '/opt/cabestan/engine/test'

export const node = `${engineDirectory}/node`

export const engine = `${engineDirectory}/engine.mjs`

const installed = new WeakMap<Server, Promise<void>>()

/** Once for each server and test process. A server that is made anew is another object. */
export function installEngine(server: Server): Promise<void> {
  const done = installed.get(server) ?? copyEngine(server)
  installed.set(server, done)
  return done
}

async function copyEngine(server: Server): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: ['packages/engine/src/main.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'error',
  })
  const bundle = Readable.from(outputFiles.map((file) => file.contents))
  // Written beside and renamed, because a running engine keeps its file.
  await ssh(
    server,
    `mkdir -p ${engineDirectory} && cat > ${engine}.new && mv ${engine}.new ${engine}`,
    bundle,
  )
  await provideNode(server, node)
}

/** For programs of tests. To a machine of its own the runtime is sent. */
export async function provideNode(server: Server, path: string): Promise<void> {
  if (server.name !== undefined) {
    await ssh(server, `ln -sfn ${await layRuntime(server.name)} ${path}`)
    return
  }
  const whole = `cat > ${path}.new && chmod 755 ${path}.new && mv ${path}.new ${path}`
  await ssh(server, whole, createReadStream(process.execPath))
}

/** Runs a line in the server's shell. Throws when it fails. */
export async function ssh(server: Server, command: string, input?: Readable): Promise<string> {
  const child = spawn('ssh', [...server.sshArguments, command], { stdio: ['pipe', 'pipe', 'pipe'] })
  if (input) input.pipe(child.stdin)
  else child.stdin.end()
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (data) => {
    output.stdout += data
  })
  child.stderr.on('data', (data) => {
    output.stderr += data
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`on the server: ${command}: exit ${code}\n${output.stdout}${output.stderr}`)
  return output.stdout
}
