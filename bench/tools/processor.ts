import { readFile } from 'node:fs/promises'
import { linkName } from '../../packages/cabestan/src/sandbox/address.ts'
import { checkName } from '../../packages/cabestan/src/sandbox/name.ts'
import { readRecord } from '../../packages/cabestan/src/sandbox/record.ts'
import type { Server } from '../../tests/harness/sandbox.ts'

/** Seconds that all processes of a server have had a processor since it booted: what others do meanwhile is not in it. */
export async function processorSeconds(server: Server): Promise<number> {
  const record = await readRecord(checkName(server.name))
  if (!record) throw new Error(`${server.name} is gone`)
  const group = linkName(record.index)
  const places = [`/sys/fs/cgroup/unified/${group}`, `/sys/fs/cgroup/${group}`]
  const texts = await Promise.all(places.map((path) => readFile(`${path}/cpu.stat`, 'utf8').catch(() => '')))
  return Number(/^usage_usec (\d+)$/m.exec(texts.join('\n'))?.[1]) / 1e6
}
