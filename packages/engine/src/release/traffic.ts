import type { Host } from '../host/host.ts'

/** What nginx noted of requests to the site, in the log format `cabestan`. */
export interface Request {
  readonly status: number
  readonly seconds: number
  /** As the application answered; empty where it was never asked. */
  readonly upstream: string
}

export interface Traffic {
  readonly requests: number
  readonly errors: number
  /** Answered by nobody: the visitor got nginx’s word that the application is away. */
  readonly lost: number
  readonly medianSeconds: number
}

/** How much of the past is enough to compare with. */
const pastBytes = 512 * 1024

/** The end of the log: how the site was doing before. */
export async function trafficBefore(host: Host, log: string): Promise<Traffic> {
  const size = (await host.files.stat(log))?.size ?? 0
  return sum(await requestsFrom(host, log, Math.max(0, size - pastBytes)))
}

/** From a place of the log on. It may have been moved away meanwhile; then the new file is read whole. */
export async function trafficSince(host: Host, log: string, offset: number): Promise<Traffic> {
  const size = (await host.files.stat(log))?.size ?? 0
  if (size >= offset) return sum(await requestsFrom(host, log, offset))
  const [moved, current] = await Promise.all([
    requestsFrom(host, `${log}.1`, offset),
    requestsFrom(host, log, 0),
  ])
  return sum([...moved, ...current])
}

async function requestsFrom(host: Host, log: string, offset: number): Promise<Request[]> {
  const bytes = await host.files.readFrom(log, offset)
  return Buffer.from(bytes ?? '')
    .toString('utf8')
    .split('\n')
    .flatMap(parseRequest)
}

/** `… "GET / HTTP/1.1" 200 512 "-" "curl" rt=0.012 up="200" id=…` */
export function parseRequest(line: string): Request[] {
  const status = /" ([1-5][0-9]{2}) [0-9]+ "/.exec(line)?.[1]
  const seconds = / rt=([0-9.]+)/.exec(line)?.[1]
  const upstream = / up="([^"]*)"/.exec(line)?.[1]
  if (status === undefined || seconds === undefined) return []
  return [{ status: Number(status), seconds: Number(seconds), upstream: upstream ?? '' }]
}

export function sum(requests: readonly Request[]): Traffic {
  const times = requests.map(({ seconds }) => seconds).sort((a, b) => a - b)
  return {
    requests: requests.length,
    errors: requests.filter(({ status }) => status >= 500).length,
    lost: requests.filter(isLost).length,
    medianSeconds: times[Math.floor(times.length / 2)] ?? 0,
  }
}

/** An answer of 502 to 504 that the application itself did not give. */
function isLost({ status, upstream }: Request): boolean {
  if (status < 502 || status > 504) return false
  return !/^50[0-9]$/.test(upstream) || upstream === '502' || upstream === '504'
}
