import { rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { removeControlGroups } from './cgroup.ts'
import { run } from './exec.ts'
import type { SandboxName } from './name.ts'
import { disconnect } from './network.ts'
import { unmountRoot } from './overlay.ts'
import { machinePaths } from './paths.ts'
import { killMachine } from './processes.ts'
import { readRecord } from './record.ts'
import { isMounted } from './tree.ts'

/** Ends and takes apart whatever exists of a server, including what a crash left unfinished. Its disk stays. */
export async function dismantle(name: SandboxName): Promise<void> {
  const paths = machinePaths(name)
  await killMachine(paths)
  await unmountRoot(paths.root)
  const record = await readRecord(name)
  for (const link of await disconnect({ name, index: record?.index })) {
    await removeControlGroups(link)
    await removeRunFiles(link)
  }
}

/** What nspawn cannot remove when it is killed. */
async function removeRunFiles(link: string): Promise<void> {
  for (const kind of ['propagate', 'unix-export']) {
    const directory = join('/run/systemd/nspawn', kind, link)
    if (await isMounted(directory)) await run(['umount', '--lazy', directory])
    await rmdir(directory).catch(() => rm(directory, { force: true }).catch(() => {}))
  }
}
