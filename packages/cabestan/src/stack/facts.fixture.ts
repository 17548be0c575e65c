import type { Facts } from '@cabestan/protocol/facts'

/** A small rented machine: one core, one gigabyte. */
export const smallServer: Facts = {
  system: {
    id: 'debian',
    name: 'Debian GNU/Linux 12 (bookworm)',
    version: '12',
    codename: 'bookworm',
    architecture: 'x64',
    kernel: '6.1.0',
    systemd: true,
    hostname: 'disquaire',
    container: false,
  },
  cores: 1,
  memoryMegabytes: 966,
  swapMegabytes: 0,
  disk: { totalMegabytes: 25_000, freeMegabytes: 20_000, freeInodes: 1_000_000, readOnly: false },
  sshPorts: [22],
  addresses: ['203.0.113.10'],
  ipv6: true,
  now: 0,
  uptimeSeconds: 60,
  rebootRequired: false,
}
