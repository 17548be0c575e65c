import { randomBytes } from 'node:crypto'
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { output } from './exec.ts'
import { readPublicKey } from './key.ts'
import { readMachineApt, sourcesFile } from './machine-apt.ts'
import { readMachinePip } from './machine-pip.ts'
import { knownHosts, machinePaths } from './paths.ts'
import type { MachineRecord } from './record.ts'
import { nameservers } from './resolver.ts'
import { distributionOf } from './suites.ts'

/** Makes a copy of the base a server of its own, once, before its first boot. */
export async function prepare(record: MachineRecord): Promise<void> {
  const { root } = machinePaths(record.name)
  await Promise.all([
    write(root, 'etc/hostname', `${record.name}\n`),
    write(root, 'etc/hosts', hosts(record.name)),
    // If it were empty, systemd would take this for a first boot and enable whatever its presets name.
    write(root, 'etc/machine-id', `${randomBytes(16).toString('hex')}\n`, 0o444),
    write(root, 'etc/resolv.conf', await nameservers()),
    letIn(root),
    makeHostKeys(root),
    trustAuthorities(root),
    configureApt(root, record),
    configurePip(root),
  ])
  await rememberHostKeys(root, record)
}

/** The host keys under the server's present address, for the person's own ssh and for ours. */
export async function rememberHostKeys(root: string, record: MachineRecord): Promise<void> {
  const directory = join(root, 'etc/ssh')
  const files = (await readdir(directory)).filter((file) => /^ssh_host_[a-z0-9]+_key\.pub$/.test(file)).sort()
  const keys = await Promise.all(files.map((file) => readFile(join(directory, file), 'utf8')))
  const lines = keys.map((key) => `${record.address} ${key.split(' ').slice(0, 2).join(' ').trim()}\n`)
  await writeFile(knownHosts(record.name), lines.join(''))
}

const hosts = (name: string) =>
  `127.0.0.1 localhost\n127.0.1.1 ${name}\n::1 localhost ip6-localhost ip6-loopback\nff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n`

async function letIn(root: string): Promise<void> {
  await mkdir(join(root, 'root/.ssh'), { recursive: true, mode: 0o700 })
  await write(root, 'root/.ssh/authorized_keys', await readPublicKey(), 0o600)
}

async function makeHostKeys(root: string): Promise<void> {
  await output(['ssh-keygen', '-A', '-f', root])
}

/** Proxies of companies use authorities of their own, without which nothing inside could download over https. */
async function trustAuthorities(root: string): Promise<void> {
  const bundle = 'etc/ssl/certs/ca-certificates.crt'
  const own = 'usr/local/share/ca-certificates'
  const ignoreMissing = () => {}
  await cp(join('/', bundle), join(root, bundle)).catch(ignoreMissing)
  await cp(join('/', own), join(root, own), { recursive: true, dereference: true }).catch(ignoreMissing)
}

async function configureApt(root: string, record: MachineRecord): Promise<void> {
  const { sources, settings } = await readMachineApt(record.suite)
  if (sources) {
    await rm(join(root, `etc/apt/sources.list.d/0000${record.suite}.sources`), { force: true })
    await write(root, sourcesFile(distributionOf(record.suite)), sources)
  }
  if (settings.length > 0) await write(root, 'etc/apt/apt.conf.d/00this-machine', `${settings.join('\n')}\n`)
  const keep = 'Binary::apt::APT::Keep-Downloaded-Packages "true";\n'
  if (record.packageCache) await write(root, 'etc/apt/apt.conf.d/01keep-packages', keep)
}

async function configurePip(root: string): Promise<void> {
  const settings = await readMachinePip()
  if (settings !== '') await write(root, 'etc/pip.conf', settings)
}

async function write(root: string, file: string, content: string, mode = 0o644): Promise<void> {
  const path = join(root, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  await chmod(path, mode)
}
