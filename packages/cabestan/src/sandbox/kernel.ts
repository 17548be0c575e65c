import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { output } from './exec.ts'

interface Setting {
  file: string
  needed: number
  /** Whether somebody else has come to rely on the setting since. */
  isWanted: () => Promise<boolean>
}

const settings: readonly Setting[] = [
  { file: '/proc/sys/net/ipv4/ip_forward', needed: 1, isWanted: othersTranslate },
  // Each systemd takes about seven inotify instances, and all of root's processes together have 128, which is not
  // enough for twenty sandboxes.
  { file: '/proc/sys/fs/inotify/max_user_instances', needed: 2048, isWanted: async () => false },
]

/** The values from before the first sandbox. The file is gone after a reboot, as are the settings themselves. */
const memory = '/run/cabestan-sandbox'
const memoryOf = (file: string) => join(memory, file.slice(1).replaceAll('/', '.'))

/** The few settings of this machine's kernel that sandboxes cannot do without. */
export async function widenKernel(): Promise<void> {
  for (const { file, needed } of settings) {
    const present = await readFile(file, 'utf8')
    if (Number(present) >= needed) continue
    await mkdir(memory, { recursive: true })
    await writeFile(memoryOf(file), present)
    await writeFile(file, `${needed}\n`)
  }
}

/** Called after the last sandbox. */
export async function restoreKernel(): Promise<void> {
  for (const { file, needed, isWanted } of settings) {
    const former = await readFile(memoryOf(file), 'utf8').catch(() => undefined)
    const present = Number(await readFile(file, 'utf8'))
    if (former !== undefined && present === needed && !(await isWanted())) await writeFile(file, former)
  }
  await rm(memory, { recursive: true, force: true })
}

/** Containers and virtual machines that appeared meanwhile show by rules like ours. */
async function othersTranslate(): Promise<boolean> {
  return /-j (MASQUERADE|SNAT|DNAT)/.test(await output(['iptables-save', '-t', 'nat']))
}
