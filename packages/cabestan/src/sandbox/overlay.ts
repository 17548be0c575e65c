import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import { output, run } from './exec.ts'
import type { SandboxName } from './name.ts'
import { basesDirectory, machinePaths } from './paths.ts'
import type { MachineRecord } from './record.ts'
import { isMounted, removeTree } from './tree.ts'

export async function mountRoot(record: MachineRecord): Promise<void> {
  const { root, upper, work } = machinePaths(record.name)
  for (const directory of [root, upper, work]) await mkdir(directory, { recursive: true, mode: 0o755 })
  const layers = `lowerdir=${join(basesDirectory(), record.base)},upperdir=${upper},workdir=${work}`
  const outcome = await run(['mount', '-t', 'overlay', 'overlay', '-o', layers, root])
  if (outcome.code === 0) return
  throw new CabestanError('sandbox.unsupported', { reason: 'overlay' }, { detail: { tail: outcome.stderr } })
}

export async function unmountRoot(root: string): Promise<void> {
  // A run that crashed twice may have mounted it twice.
  while (await isMounted(root)) {
    const gone = await run(['umount', root])
    if (gone.code !== 0) await output(['umount', '--lazy', root])
  }
}

/** Back to the base, because what an interrupted run wrote cannot be told from what it did not. */
export async function emptyRoot(name: SandboxName): Promise<void> {
  const { upper, work } = machinePaths(name)
  await removeTree(upper)
  await removeTree(work)
}
