import type { Facts } from '@cabestan/protocol/facts'
import type { Host } from '../host/host.ts'
import { hasIpv6 } from './ipv6.ts'
import { inMegabytes, readRoom } from './room.ts'
import { readSshPorts } from './ssh-ports.ts'

/** What the server is and how it stands. All parts are read at the same time. */
export async function readFacts(host: Host): Promise<Facts> {
  const [system, memory, cores, disk, sshPorts, addresses, ipv6, uptime, rebootRequired] = await Promise.all([
    readSystem(host),
    readMemory(host),
    readCores(host),
    readDisk(host),
    readSshPorts(host),
    readAddresses(host),
    hasIpv6(host),
    host.files.readText('/proc/uptime'),
    host.files.stat('/run/reboot-required'),
  ])
  return {
    system,
    cores,
    ...memory,
    disk,
    sshPorts,
    addresses,
    ipv6,
    now: host.clock.now(),
    uptimeSeconds: Math.floor(Number.parseFloat(uptime ?? '0')),
    rebootRequired: rebootRequired !== null,
  }
}

async function readSystem(host: Host): Promise<Facts['system']> {
  const [release, kernel, hostname, systemd, container] = await Promise.all([
    host.files.readText('/etc/os-release'),
    host.files.readText('/proc/sys/kernel/osrelease'),
    host.files.readText('/proc/sys/kernel/hostname'),
    host.files.stat('/run/systemd/system'),
    host.files.stat('/run/systemd/container'),
  ])
  const fields = parseOsRelease(release ?? '')
  return {
    id: fields.get('ID') ?? '',
    name: fields.get('PRETTY_NAME') ?? fields.get('NAME') ?? 'unknown',
    version: fields.get('VERSION_ID') ?? '',
    codename: fields.get('VERSION_CODENAME') ?? '',
    architecture: process.arch,
    kernel: (kernel ?? '').trim(),
    hostname: (hostname ?? '').trim(),
    systemd: systemd !== null,
    container: container !== null,
  }
}

/** os-release(5): shell-like assignments, with or without quotes. */
export function parseOsRelease(text: string): Map<string, string> {
  const assignments = text.matchAll(/^([A-Z_]+)=(["']?)(.*)\2$/gm)
  return new Map([...assignments].map(([, key = '', , value = '']) => [key, value]))
}

async function readMemory(host: Host): Promise<Pick<Facts, 'memoryMegabytes' | 'swapMegabytes'>> {
  const text = (await host.files.readText('/proc/meminfo')) ?? ''
  const megabytes = (name: string) =>
    Math.round(Number(text.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1] ?? 0) / 1024)
  return { memoryMegabytes: megabytes('MemTotal'), swapMegabytes: megabytes('SwapTotal') }
}

async function readCores(host: Host): Promise<number> {
  const text = (await host.files.readText('/proc/cpuinfo')) ?? ''
  return Math.max(1, text.match(/^processor\s*:/gm)?.length ?? 0)
}

export async function readDisk(host: Host): Promise<Facts['disk']> {
  const [room, mounts] = await Promise.all([
    readRoom(host, '/var/lib'),
    host.files.readText('/proc/self/mounts'),
  ])
  return {
    totalMegabytes: inMegabytes(room.total),
    freeMegabytes: inMegabytes(room.free),
    freeInodes: room.freeInodes,
    readOnly: rootIsReadOnly(mounts ?? ''),
  }
}

/** Where several are mounted on one directory, the last one counts. */
export function rootIsReadOnly(mounts: string): boolean {
  const options = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .findLast((fields) => fields[1] === '/')?.[3]
  return options?.split(',').includes('ro') ?? false
}

async function readAddresses(host: Host): Promise<string[]> {
  const { stdout } = await host.exec(['hostname', '--all-ip-addresses'])
  return stdout.trim().split(/\s+/).filter(Boolean)
}
