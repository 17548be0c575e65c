import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { linkName } from '../../packages/cabestan/src/sandbox/address.ts'
import { checkName } from '../../packages/cabestan/src/sandbox/name.ts'
import { machinePaths } from '../../packages/cabestan/src/sandbox/paths.ts'
import { readRecord } from '../../packages/cabestan/src/sandbox/record.ts'
import type { Server } from '../../tests/harness/sandbox.ts'

/** Watches ten times a second how much memory the processes of a limited server use. */
export interface MemoryWatch {
  /** The most megabytes since the last call, without what the kernel may drop at any time. */
  peak(): number
  /** How many processes the kernel has killed because memory ran out. */
  killed(): Promise<number>
  end(): Promise<void>
}

/**
 * The server's own programs would see the memory of the whole machine around it. A file in the place of
 * /proc/meminfo tells them what they may have, and what is left of it.
 */
export async function watchMemory(server: Server, limit: number): Promise<MemoryWatch> {
  const record = await readRecord(checkName(server.name))
  if (!record) throw new Error(`${server.name} is gone`)
  const group = `/sys/fs/cgroup/memory/${linkName(record.index)}`
  const path = '/etc/meminfo'
  const file = await open(join(machinePaths(record.name).root, path), 'w')
  const state = { on: true, peak: 0 }
  const look = async () => {
    const used = await usedBytes(group)
    state.peak = Math.max(state.peak, used)
    await file.write(meminfo(limit, used), 0)
  }
  await look()
  await server.sh(`mount --bind ${path} /proc/meminfo`)
  const looking = (async () => {
    while (state.on) {
      await look()
      await sleep(100)
    }
  })()
  return {
    peak() {
      const { peak } = state
      state.peak = 0
      return peak / megabyte
    },
    async killed() {
      const text = await readFile(join(group, 'memory.oom_control'), 'utf8')
      return Number(/^oom_kill (\d+)$/m.exec(text)?.[1])
    },
    async end() {
      state.on = false
      await looking
      await file.close()
    },
  }
}

const megabyte = 1024 * 1024

/** The memory of all processes, without pages of files. */
async function usedBytes(group: string): Promise<number> {
  const text = await readFile(join(group, 'memory.stat'), 'utf8')
  const of = (key: string) => Number(new RegExp(`^${key} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
  return of('total_rss') + of('total_shmem')
}

/** The text always has the same length, so that somebody who reads while it is written gets whole lines. */
function meminfo(limit: number, used: number): string {
  const line = (key: string, bytes: number) =>
    `${`${key}:`.padEnd(16)}${String(Math.max(0, Math.floor(bytes / 1024))).padStart(8)} kB\n`
  return (
    line('MemTotal', limit) +
    line('MemFree', limit - used) +
    line('MemAvailable', limit - used) +
    line('Buffers', 0) +
    line('Cached', 0) +
    line('SwapTotal', 0) +
    line('SwapFree', 0)
  )
}
