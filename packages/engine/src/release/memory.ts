import type { Host } from '../host/host.ts'

/** Enough for several Pythons at once. */
const enoughMegabytes = 700

/** Independent work is done side by side, except on a server that would have to swap for it. */
export async function hasMemory(host: Host, megabytes = enoughMegabytes): Promise<boolean> {
  const text = (await host.files.readText('/proc/meminfo')) ?? ''
  return Number(/^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) / 1024 >= megabytes
}
