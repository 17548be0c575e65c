import { CabestanError } from '@cabestan/protocol/failures'
import * as z from 'zod'
import { type Address, chooseAddress, collides, isOurLink, linkName } from './address.ts'
import { output, run } from './exec.ts'
import { restoreKernel, widenKernel } from './kernel.ts'
import { withLock } from './lock.ts'
import type { SandboxName } from './name.ts'
import { machinePaths } from './paths.ts'
import { readRecords } from './record.ts'
import { allowTraffic, forbidTraffic } from './traffic.ts'

/** Names of interfaces and namespaces are shared by the whole machine, whatever the state directory. */
const machineWideLock = '/run/lock/cabestan-sandbox.network'

const Routes = z.array(z.looseObject({ dst: z.string(), dev: z.string().optional() }))
const Links = z.array(z.looseObject({ ifname: z.string(), ifalias: z.string().optional() }))
const Namespaces = z.array(z.looseObject({ name: z.string() }))

/** Connects the server with its former address, or with another one where that has been taken meanwhile. */
export async function connect(machine: Wired, settle: (address: Address) => Promise<void>): Promise<Address> {
  return withLock(machineWideLock, async () => {
    await removeUnfinished()
    const address = await claim(machine)
    await settle(address)
    await widenKernel()
    await lay(address, machinePaths(machine.name).directory)
    await allowTraffic(linkName(address.index), address.address)
    return address
  })
}

/** Removes all interfaces of this server and returns their names. */
export async function disconnect(machine: Wired): Promise<string[]> {
  const owner = machinePaths(machine.name).directory
  return withLock(machineWideLock, async () => {
    const links = await readLinks()
    const own = [...links].filter(([, alias]) => alias === owner).map(([link]) => link)
    const recorded = machine.index === undefined ? undefined : linkName(machine.index)
    // If the server deleted its end, the interface is gone while the namespace and the rules remain.
    if (recorded && !links.get(recorded)) own.push(recorded)
    for (const link of own) await remove(link)
    for (const link of own) links.delete(link)
    await forbidTraffic(own)
    if (links.size === 0) await restoreKernel()
    return own
  })
}

type Wired = { name: SandboxName } & { [Key in keyof Address]?: Address[Key] | undefined }

async function claim({ name, index, address, gateway }: Wired): Promise<Address> {
  const [routes, links, records] = await Promise.all([readRoutes(), readLinks(), readRecords()])
  const known = index !== undefined && address && gateway ? { index, address, gateway } : undefined
  if (known && !links.has(linkName(known.index)) && !collides(`${known.address}/30`, routes)) return known
  const taken = [...links.keys()].map((link) => Number(link.slice('cbs'.length)))
  const reserved = records.filter((record) => record.name !== name).map((record) => record.index)
  const chosen = chooseAddress(routes, new Set([...taken, ...reserved]))
  if (!chosen) throw new CabestanError('sandbox.unsupported', { reason: 'addresses' })
  return chosen
}

async function lay({ index, address, gateway }: Address, owner: string): Promise<void> {
  const link = linkName(index)
  await output(['ip', 'netns', 'add', link])
  const commands = [
    `link add ${link} type veth peer name eth0 netns ${link}`,
    `address add ${gateway}/30 dev ${link}`,
    `link set ${link} up`,
    `-n ${link} link set lo up`,
    `-n ${link} address add ${address}/30 dev eth0`,
    `-n ${link} link set eth0 up`,
    `-n ${link} route add default via ${gateway}`,
  ]
  for (const command of commands) await output(['ip', ...command.split(' ')])
  // Written last, so that an interface without an owner's name was never finished.
  await output(['ip', 'link', 'set', link, 'alias', owner])
}

/** Under the lock nobody else works here, so whatever has no owner was left by a crash. */
async function removeUnfinished(): Promise<void> {
  const links = await readLinks()
  const namespaces = Namespaces.parse(JSON.parse((await output(['ip', '-json', 'netns', 'list'])) || '[]'))
  const names = new Set([...links.keys(), ...namespaces.map(({ name }) => name).filter(isOurLink)])
  for (const name of names) {
    if (!links.get(name)) await remove(name)
  }
}

async function remove(link: string): Promise<void> {
  await run(['ip', 'link', 'delete', link])
  await run(['ip', 'netns', 'delete', link])
}

async function readRoutes() {
  return Routes.parse(
    JSON.parse((await output(['ip', '-json', '-4', 'route', 'show', 'table', 'all'])) || '[]'),
  )
}

/** Our interfaces, each with the directory of the server that it belongs to. */
async function readLinks(): Promise<Map<string, string>> {
  const links = Links.parse(JSON.parse((await output(['ip', '-json', 'link', 'show'])) || '[]'))
  return new Map(
    links.filter(({ ifname }) => isOurLink(ifname)).map(({ ifname, ifalias }) => [ifname, ifalias ?? '']),
  )
}
