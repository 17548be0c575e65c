import { lookup } from 'node:dns/promises'
import * as http from 'node:http'

/** What the site says to the world outside, asked from this computer when a release is live. */
export interface Proof {
  /** As people will type it. */
  readonly url: string
  /** By which it was asked. */
  readonly address: string
  readonly status: number | null
  readonly problems: readonly Problem[]
  /** Where the domain leads instead. */
  readonly found: readonly string[]
}

/** Of the name, and of the way to the server: there may be one of each. */
export type Problem = 'dns-missing' | 'dns-elsewhere' | 'unreachable' | 'silent'

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
  const answer = await ask({ address: leadsHere ?? address, host, path })
  const problems = [ofName(found, leadsHere), ofWay(answer)].filter((problem) => problem !== null)
  return { url, address: leadsHere ?? address, status: answer.status, found, problems }
}

function ofName(found: readonly string[], leadsHere: string | undefined): Problem | null {
  if (found.length === 0) return 'dns-missing'
  return leadsHere === undefined ? 'dns-elsewhere' : null
}

/** A firewall lets nobody in; who was let in and hears nothing waits for the application. */
function ofWay({ status, letIn }: Answer): Problem | null {
  if (status !== null) return null
  return letIn ? 'silent' : 'unreachable'
}

async function addressesOf(domain: string): Promise<string[]> {
  const found = await lookup(domain, { all: true }).catch(() => [])
  return found.map(({ address }) => address)
}

interface Answer {
  readonly status: number | null
  readonly letIn: boolean
}

function ask({ address, host, path }: { address: string; host: string; path: string }) {
  return new Promise<Answer>((resolve) => {
    const headers = { host: bracketed(host), 'user-agent': 'Cabestan' }
    // Given here, it also holds while the connection is being made, for which the kernel would wait two minutes.
    const options = { host: address, port: 80, path, headers, agent: false, timeout: timeoutMs }
    let letIn = false
    const request = http.get(options, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? null, letIn })
    })
    request.on('socket', (socket) => {
      socket.on('connect', () => {
        letIn = true
      })
    })
    request.on('timeout', () => request.destroy(new Error('timeout')))
    request.on('error', () => resolve({ status: null, letIn }))
  })
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
