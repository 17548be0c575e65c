import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CabestanError } from '@cabestan/protocol/failures'
import { cacheDirectory } from './directories.ts'
import { makeDirectory } from './make-directory.ts'
import { npm } from './npm.ts'
import { type Runtime, sha512Hex } from './runtime.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Where the server may download the runtime itself; null where that would need this machine's secrets. */
export async function runtimeAddress(runtime: Runtime, environment: Environment): Promise<string | null> {
  const arguments_ = ['view', `${runtime.name}@${runtime.version}`, 'dist.tarball']
  const address = await npm({ arguments: arguments_, directory: homedir(), environment })
  return address !== null && isPublic(address) ? address : null
}

/** The address becomes one word of a line and of a command on the server. */
function isPublic(address: string): boolean {
  if (!/^https?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+$/.test(address) || !URL.canParse(address)) return false
  const { username, password } = new URL(address)
  return username === '' && password === ''
}

/**
 * The runtime's tarball on this machine. What npm fetches is verified before it is kept; what is kept is looked through
 * by the server alone, to which it is sent, for that takes as long here as a login.
 */
export async function localRuntime(runtime: Runtime, environment: Environment): Promise<string> {
  const path = keptRuntime(runtime, environment)
  if ((await sizeOf(path)) === runtime.bytes) return path
  const directory = dirname(path)
  await makeDirectory(directory)
  const incoming = await mkdtemp(join(directory, 'incoming-'))
  try {
    const packed = await pack(runtime, incoming, environment)
    if (!(await isRight(packed, runtime))) {
      throw new CabestanError('runtime.corrupt', { file: `${runtime.name}@${runtime.version}` })
    }
    await rename(packed, path)
    return path
  } finally {
    await rm(incoming, { recursive: true, force: true })
  }
}

/** A server has found that something else than the runtime is kept. */
export async function forgetRuntime(runtime: Runtime, environment: Environment): Promise<void> {
  await rm(keptRuntime(runtime, environment), { force: true })
}

function keptRuntime({ name, version }: Runtime, environment: Environment): string {
  return join(cacheDirectory(environment), 'runtime', `${name}-${version}.tgz`)
}

async function pack(runtime: Runtime, directory: string, environment: Environment): Promise<string> {
  const specifier = `${runtime.name}@${runtime.version}`
  const name = await npm({ arguments: ['pack', specifier, '--silent'], directory, environment })
  if (name === null) throw unavailable(runtime)
  return join(directory, `${runtime.name}-${runtime.version}.tgz`)
}

async function isRight(path: string, runtime: Runtime): Promise<boolean> {
  if ((await sizeOf(path)) !== runtime.bytes) return false
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex') === sha512Hex(runtime)
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  )
}

function unavailable({ name, version }: Runtime): CabestanError {
  const architecture = name.replace('node-linux-', '')
  return new CabestanError('runtime.unavailable', { version, architecture })
}
