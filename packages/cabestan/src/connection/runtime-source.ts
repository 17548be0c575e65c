import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
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

/** The runtime's verified tarball on this machine, from the cache or fetched by npm. */
export async function localRuntime(runtime: Runtime, environment: Environment): Promise<string> {
  const directory = join(cacheDirectory(environment), 'runtime')
  const path = join(directory, `${runtime.name}-${runtime.version}.tgz`)
  if (await isRight(path, runtime)) return path
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

async function pack(runtime: Runtime, directory: string, environment: Environment): Promise<string> {
  const specifier = `${runtime.name}@${runtime.version}`
  const name = await npm({ arguments: ['pack', specifier, '--silent'], directory, environment })
  if (name === null) throw unavailable(runtime)
  return join(directory, `${runtime.name}-${runtime.version}.tgz`)
}

async function isRight(path: string, runtime: Runtime): Promise<boolean> {
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  )
  if (size !== runtime.bytes) return false
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex') === sha512Hex(runtime)
}

function unavailable({ name, version }: Runtime): CabestanError {
  const architecture = name.replace('node-linux-', '')
  return new CabestanError('runtime.unavailable', { version, architecture })
}
