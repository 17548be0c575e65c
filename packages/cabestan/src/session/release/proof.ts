import { lookup } from 'node:dns/promises'
import * as http from 'node:http'
import type { Proof, WayProblem } from '../../report/proof.ts'

export interface Question {
  /** The first one is asked for. Without any, the site is reached by its address. */
  readonly domains: readonly string[]
  /** Addresses of the server; the first one is the public one, as far as is known. */
  readonly addresses: readonly string[]
  readonly path: string
}

const timeoutMs = 10_000

/** Asked by name if that leads to the server already; otherwise at the server’s address under that name. */
export async function prove({ domains, addresses, path }: Question): Promise<Proof> {
  const names = await Promise.all(
    domains.map(async (domain) => ({ domain, found: await addressesOf(domain) })),
  )
  const leadsHere = names[0]?.found.find((each) => addresses.includes(each))
  const address = leadsHere ?? addresses[0] ?? ''
  const host = domains[0] ?? address
  const answer = await ask({ address, host, path })
  const isFront = path === '/' || answer.status === null
  const front = isFront ? null : (await ask({ address, host, path: '/' })).status
  return {
    domain: domains[0] ?? null,
    url: `http://${bracketed(host)}${path}`,
    address,
    status: answer.status,
    front,
    problem: ofWay(answer),
    astray: names.flatMap(({ domain, found }) => {
      if (found.some((each) => addresses.includes(each))) return []
      return [{ domain, problem: found.length === 0 ? 'dns-missing' : 'dns-elsewhere', found }]
    }),
  }
}

/** Tells a firewall that lets nobody in from an application that does not answer. */
function ofWay({ status, letIn }: Answer): WayProblem | null {
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
    // As an option of the request this also limits the connecting, for which the kernel alone would wait two minutes.
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
