import type { Host } from '../host/host.ts'

/** Whether the kernel knows IPv6 at all, asked as ufw does. With `disable_ipv6` alone one can still listen on it. */
export async function hasIpv6({ files }: Host): Promise<boolean> {
  return (await files.stat('/proc/sys/net/ipv6')) !== null
}
