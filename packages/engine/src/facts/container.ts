import type { Host } from '../host/host.ts'

/** In a container the kernel, its memory and most of its settings are the machine's around it. systemd leaves this file there. */
export async function isContainer({ files }: Host): Promise<boolean> {
  return (await files.stat('/run/systemd/container')) !== null
}
