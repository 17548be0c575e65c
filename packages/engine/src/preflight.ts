import { CabestanError } from '@cabestan/protocol/failures'
import { readDisk } from './facts/system.ts'
import type { Host } from './host/host.ts'

/** A package installation that runs out of disk leaves dpkg broken, so it is better not to begin. */
const neededMegabytes = 300

export async function assertWritable(host: Host): Promise<void> {
  const disk = await readDisk(host)
  if (disk.readOnly) throw new CabestanError('disk.read-only', { path: '/' })
  if (disk.freeMegabytes < neededMegabytes)
    throw new CabestanError('disk.full', { path: '/var/lib', free: `${disk.freeMegabytes} MB` })
  if (disk.freeInodes === 0) throw new CabestanError('disk.full', { path: '/var/lib', inodes: '0' })
}
