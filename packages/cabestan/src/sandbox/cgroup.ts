import { mkdir, readdir, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import { exists } from '../exists.ts'

const tree = '/sys/fs/cgroup'

/** Where systemd keeps its units, and the file that limits memory there. */
interface Layout {
  units: string[]
  memory: { hierarchy: string; limit: string }
}

/**
 * Where systemd does not run this machine, nspawn puts every server into one and the same control group, and
 * they would count each other's processes as theirs. So each gets one of its own first. The answer is the
 * files that a process enters them by.
 */
export async function makeControlGroups(name: string, memory: number | undefined): Promise<string[]> {
  const layout = await readLayout()
  const bounded = memory === undefined ? [] : [layout.memory.hierarchy]
  const groups = [...new Set([...layout.units, ...bounded])].map((hierarchy) => join(hierarchy, name))
  for (const group of groups) await mkdir(group, { recursive: true })
  if (memory !== undefined) await bound(join(layout.memory.hierarchy, name, layout.memory.limit), memory)
  return groups.map((group) => join(group, 'cgroup.procs'))
}

export async function removeControlGroups(name: string): Promise<void> {
  const { units, memory } = await readLayout()
  for (const hierarchy of new Set([...units, memory.hierarchy])) await removeGroup(join(hierarchy, name))
}

/** The unified hierarchy alone, or the older ones with or without it. */
async function readLayout(): Promise<Layout> {
  if (await exists(join(tree, 'cgroup.procs'))) {
    return { units: [tree], memory: { hierarchy: tree, limit: 'memory.max' } }
  }
  const both = [join(tree, 'systemd'), join(tree, 'unified')]
  const found = await Promise.all(both.map((directory) => exists(join(directory, 'cgroup.procs'))))
  const units = both.filter((_, index) => found[index])
  return { units, memory: { hierarchy: join(tree, 'memory'), limit: 'memory.limit_in_bytes' } }
}

async function bound(file: string, memory: number): Promise<void> {
  await writeFile(file, `${memory}`).catch((cause: unknown) => {
    throw new CabestanError('sandbox.unsupported', { reason: 'memory' }, { cause })
  })
}

async function removeGroup(directory: string): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (entry.isDirectory()) await removeGroup(join(directory, entry.name))
  }
  await rmdir(directory).catch(() => {})
}
