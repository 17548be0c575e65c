import { join } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import type { SandboxName } from './name.ts'

/** In options of an overlay mount, commas and colons separate, and a backslash escapes. */
const usable = /^\/[^,:\\\p{Cc}]*[^,:\\\p{Cc}/]$/u

export function stateDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const directory = environment['CABESTAN_SANDBOX_DIR'] || '/var/lib/cabestan-sandbox'
  if (!usable.test(directory))
    throw new CabestanError('sandbox.unsupported', { reason: 'directory', directory })
  return directory
}

export const basesDirectory = () => join(stateDirectory(), 'bases')
export const machinesDirectory = () => join(stateDirectory(), 'machines')
export const locksDirectory = () => join(stateDirectory(), 'locks')
export const packagesDirectory = (suite: string) => join(stateDirectory(), 'packages', suite)
export const sshDirectory = () => join(stateDirectory(), 'ssh')
export const privateKey = () => join(sshDirectory(), 'key')
export const knownHosts = (name: SandboxName) => join(sshDirectory(), `${name}.known_hosts`)

export interface MachinePaths {
  directory: string
  record: string
  root: string
  upper: string
  work: string
  console: string
}

export function machinePaths(name: SandboxName): MachinePaths {
  const directory = join(machinesDirectory(), name)
  const within = (file: string) => join(directory, file)
  return {
    directory,
    record: within('machine.json'),
    root: within('root'),
    upper: within('upper'),
    work: within('work'),
    console: within('console.log'),
  }
}
