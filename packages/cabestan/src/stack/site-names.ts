import type { Facts } from '@cabestan/protocol/facts'
import type { Configuration } from '../config/configuration.ts'

/**
 * What visitors may call the site: its domains, or, where it has none yet, the addresses and the name of its
 * server. Machines that a provider puts behind another address know only their inner one; the outer one is how
 * the configuration calls the server.
 */
export function siteNames({ domains, servers }: Configuration, { addresses, system }: Facts): string[] {
  if (domains.length > 0) return [...domains]
  const called = servers.flatMap((server) => (server.type === 'ssh' ? [hostOf(server.destination)] : []))
  const names = [...called, ...addresses.filter(isOfTheWorld), system.hostname].map((name) =>
    name.toLowerCase(),
  )
  return [
    ...new Set(names.filter((name) => isAddress(name) || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name))),
  ].map((name) => (name.includes(':') ? `[${name}]` : name))
}

/** Of anything that ssh knows: `ssh://user@host:22`, `user@host`, `user@[2001:db8::1]`. */
function hostOf(destination: string): string {
  const [, , , , bracketed, plain = ''] =
    /^(ssh:\/\/)?(([^@]*)@)?(?:\[([^\]]+)\]|([^/]*))/.exec(destination) ?? []
  if (bracketed !== undefined) return bracketed
  return plain.split(':').length === 2 ? plain.replace(/:\d+$/, '') : plain
}

/** What begins so is for one wire alone. */
function isOfTheWorld(address: string): boolean {
  return !address.startsWith('fe80:')
}

function isAddress(name: string): boolean {
  return /^[0-9a-f:]*:[0-9a-f:]*$/.test(name)
}
