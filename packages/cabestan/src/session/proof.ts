import { lookup } from 'node:dns/promises'
import * as http from 'node:http'

/** What the site says to the world outside, asked from this computer when a release is live. */
export interface Proof {
  /** As people will type it. */
  readonly url: string
  /** By which it was asked. */
  readonly address: string
  readonly status: number | null
  readonly problem: 'dns-missing' | 'dns-elsewhere' | 'unreachable' | null
  /** Where the domain leads instead. */
  readonly found: readonly string[]
}

export interface Question {
  /** The first domain, or null where the site is reached by its address. */
  readonly domain: string | null
  /** By which the server is reached; the first one is the public one, as far as is known. */
  readonly addresses: readonly string[]
  readonly path: string
}

const timeoutMs = 10_000

/** By its name where that leads to the server already; else by the server’s address under that name. */
export async function prove({ domain, addresses, path }: Question): Promise<Proof> {
  const [address = ''] = addresses
  const host = domain ?? address
  const url = `http://${bracketed(host)}${path}`
  const found = domain === null ? [...addresses] : await addressesOf(domain)
  const leadsHere = found.find((each) => addresses.includes(each))
  const status = await ask({ address: leadsHere ?? address, host, path })
  return { url, address: leadsHere ?? address, status, found, problem: problemOf(status, found, leadsHere) }
}

function problemOf(
  status: number | null,
  found: readonly string[],
  leadsHere: string | undefined,
): Proof['problem'] {
  if (found.length === 0) return 'dns-missing'
  if (leadsHere === undefined) return 'dns-elsewhere'
  return status === null ? 'unreachable' : null
}

async function addressesOf(domain: string): Promise<string[]> {
  const found = await lookup(domain, { all: true }).catch(() => [])
  return found.map(({ address }) => address)
}

function ask({ address, host, path }: { address: string; host: string; path: string }) {
  return new Promise<number | null>((resolve) => {
    const headers = { host: bracketed(host), 'user-agent': 'Cabestan' }
    const request = http.get({ host: address, port: 80, path, headers, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? null)
    })
    request.setTimeout(timeoutMs, () => request.destroy(new Error('timeout')))
    request.on('error', () => resolve(null))
  })
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
