import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Facts } from '@cabestan/protocol/facts'
import { sshDestination } from '../../connection/target.ts'
import type { Visit } from './site.ts'

/**
 * By which visitors reach the server: what we reach it by comes first, because the address of many a rented
 * server is its provider’s, and the server itself has never heard of it.
 */
export async function publicAddresses({ target }: Pick<Visit, 'target'>, facts: Facts): Promise<string[]> {
  const host = hostOf(target.destination)
  const found = isIP(host) ? [host] : await addressesOf(host)
  const named = isIP(host) === 0 && found.length > 0 && host.includes('.') ? [host] : []
  return [...new Set([...found, ...facts.addresses, ...named])]
}

function hostOf(destination: string): string {
  const { host } = sshDestination(destination)
  return host
    .replace(/^ssh:\/\//, '')
    .replace(/^[^@]*@/, '')
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^([^:]+):\d+$/, '$1')
    .replace(/%.*$/, '')
}

/** An alias of the ssh configuration is a name that visitors do not know. */
async function addressesOf(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true }).catch(() => [])
  return found.map(({ address }) => address).filter((address) => !/^(127\.|::1$)/.test(address))
}
