import { mkdtemp, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { exists } from '../exists.ts'
import { readMachineApt } from './machine-apt.ts'
import { basesDirectory } from './paths.ts'
import { toolsMissing } from './requirements.ts'
import type { Distribution, Suite } from './suites.ts'
import { unpack } from './unpack.ts'

/** Debian also packages the keys of Ubuntu; this release of the package has today's. */
const carrier: Suite = 'trixie'

/**
 * The keys by which the packages of a distribution are trusted: this machine's, or, where it runs another one, out
 * of Debian's package of them, which comes signed by keys that this machine has.
 */
export async function ensureKeyring({ keyring, keyringPackage }: Distribution): Promise<string> {
  const kept = join(basesDirectory(), basename(keyring))
  for (const file of [keyring, kept]) {
    if (await exists(file)) return file
  }
  const scratch = await mkdtemp(join(basesDirectory(), 'keyring.'))
  try {
    const target = join(scratch, 'root')
    const apt = await readMachineApt(carrier)
    // Nothing from the package is installed or run.
    await unpack({ suite: carrier, variant: 'extract', packages: [keyringPackage], apt, target })
    await rename(join(target, keyring), kept)
  } catch (cause) {
    throw toolsMissing([[keyring, keyringPackage]], cause)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  return kept
}
