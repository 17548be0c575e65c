import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { linkName } from '../../packages/cabestan/src/sandbox/address.ts'
import { checkName } from '../../packages/cabestan/src/sandbox/name.ts'
import { readRecord } from '../../packages/cabestan/src/sandbox/record.ts'
import type { Server } from '../../tests/harness/sandbox.ts'

/**
 * Processor time of all processes of a server since it booted, in seconds. Work of others on this machine is not in
 * it.
 */
export async function processorSeconds(server: Server): Promise<number> {
  const record = await readRecord(checkName(server.name))
  if (!record) throw new Error(`${server.name} is gone`)
  const group = linkName(record.index)
  const places = [`/sys/fs/cgroup/unified/${group}`, `/sys/fs/cgroup/${group}`]
  const texts = await Promise.all(places.map((path) => readFile(`${path}/cpu.stat`, 'utf8').catch(() => '')))
  return Number(/^usage_usec (\d+)$/m.exec(texts.join('\n'))?.[1]) / 1e6
}

/** Processor time of a command and of all that it started, in seconds, as the shell counts it. */
async function processorOfCommand(argv: readonly string[]): Promise<number> {
  const { stdout } = await promisify(execFile)('sh', ['-c', '"$0" "$@" >/dev/null 2>&1 && times', ...argv])
  const counted = stdout.trim().split('\n').at(-1) ?? ''
  const all = [...counted.matchAll(/(\d+)m([\d.]+)s/g)]
  return all.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0)
}

/** What a command costs the server and this computer. The server counts the end of a session only a moment later. */
export async function costOf(
  server: Server,
  argv: readonly string[],
): Promise<{ server: number; here: number }> {
  const before = await processorSeconds(server)
  const here = await processorOfCommand(argv)
  await sleep(1000)
  return { server: (await processorSeconds(server)) - before, here }
}
