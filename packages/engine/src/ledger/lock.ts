import * as z from 'zod'
import type { Argv, Host } from '../host/host.ts'
import { privateDirectory, privateFile } from '../host/root-attributes.ts'
import { lockHolderPath, lockPath, stateDirectory } from './paths.ts'
import { stored } from './stored.ts'

/**
 * One run at a time. The kernel's lock is held by `flock`, which stays the parent of the process that works
 * and shares its control group: whichever of them dies, the lock is free. The file beside it only tells who.
 */
export function underLock(argv: Argv, path = lockPath): Argv {
  // --close: what the run starts (a daemon of a package) must not inherit the lock.
  return ['/usr/bin/flock', '--close', path, ...argv]
}

export const Holder = z.strictObject({ by: z.string(), run: z.string(), since: z.number() })
export type Holder = z.infer<typeof Holder>

export async function isLocked(host: Host): Promise<boolean> {
  await host.files.createDirectory(stateDirectory, privateDirectory)
  const { code } = await host.exec([
    '/usr/bin/flock',
    '--nonblock',
    '--conflict-exit-code',
    '75',
    lockPath,
    'true',
  ])
  return code === 75
}

export async function readHolder(host: Host): Promise<Holder | null> {
  return stored(Holder, await host.files.readText(lockHolderPath))
}

export async function writeHolder(host: Host, holder: Holder): Promise<void> {
  await host.files.write(lockHolderPath, `${JSON.stringify(holder)}\n`, privateFile)
}
