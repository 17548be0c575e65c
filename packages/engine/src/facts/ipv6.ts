import type { Host } from '../host/host.ts'

/**
 * Whether the kernel knows IPv6 at all, asked in the way ufw asks. A kernel with only `disable_ipv6` set can still
 * listen on it.
 */
export async function hasIpv6({ files }: Host): Promise<boolean> {
  return (await files.stat('/proc/sys/net/ipv6')) !== null
}
