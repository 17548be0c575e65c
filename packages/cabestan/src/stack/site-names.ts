/**
 * What visitors may call the site: its domains, or, where it has none yet, the addresses by which its server is
 * reached, and the server's own name.
 */
export function siteNames(domains: readonly string[], server: Server): string[] {
  if (domains.length > 0) return [...domains]
  const names = [...server.addresses, server.hostname].map((name) => name.toLowerCase())
  const usable = names.filter((name) => isOfTheWorld(name) && (isIpv6(name) || isHostName(name)))
  return [...new Set(usable.map((name) => (isIpv6(name) ? `[${name}]` : name)))]
}

/** What Django has to answer to besides its domains: everything that nginx passes on where there are none. */
export function namesBeside(domains: readonly string[], server: Server): string[] {
  return domains.length > 0 ? [...server.addresses] : siteNames(domains, server)
}

interface Server {
  readonly addresses: readonly string[]
  readonly hostname: string
}

/** Link-local addresses are only valid on one wire. */
function isOfTheWorld(address: string): boolean {
  return !address.startsWith('fe80:')
}

function isIpv6(name: string): boolean {
  return /^[0-9a-f:]*:[0-9a-f:.]*$/.test(name)
}

function isHostName(name: string): boolean {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)
}
