import type { Host } from '../../host/host.ts'

/** What nginx logged about requests to the site, in the log format `cabestan`. */
interface Request {
  readonly status: number
  readonly seconds: number
  /** Answered by the application. Other requests nginx answered itself: a file, or the maintenance page. */
  readonly isAnswered: boolean
}

export interface Traffic {
  readonly requests: number
  /** Errors of the application. That a site is closed for a while is not counted. */
  readonly errors: number
  /** Requests that nobody answered: the visitor got nginx’s page saying that the application is away. */
  readonly lost: number
  readonly medianSeconds: number
}

/** How much of the past is enough to compare with. */
const pastBytes = 512 * 1024

/** Reads the end of the log: how the site was doing before. */
export async function trafficBefore(host: Host, log: string): Promise<Traffic> {
  const size = (await host.files.stat(log))?.size ?? 0
  return sum(await requestsFrom(host, log, Math.max(0, size - pastBytes)))
}

/** Reads the log from a given position on. If it was rotated in between, the new file is read completely. */
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

/** nginx writes quotes inside a value as \\x22: `… "GET / HTTP/1.1" 200 512 "-" "curl" rt=0.012 up="200" id=…` */
export function parseRequest(line: string): Request[] {
  const status = /^[^"]*"[^"]*" ([1-5][0-9]{2}) [0-9]+ "/.exec(line)?.[1]
  const [, seconds, upstream] = / rt=([0-9.]+) up="([^"]*)" id=\S*$/.exec(line) ?? []
  if (status === undefined || seconds === undefined) return []
  return [{ status: Number(status), seconds: Number(seconds), isAnswered: upstream !== '-' }]
}

export function sum(requests: readonly Request[]): Traffic {
  const times = requests.map(({ seconds }) => seconds).sort((a, b) => a - b)
  return {
    requests: requests.length,
    errors: requests.filter(({ status, isAnswered }) => isAnswered && status >= 500).length,
    lost: requests.filter(isLost).length,
    medianSeconds: times[Math.floor(times.length / 2)] ?? 0,
  }
}

/** The statuses that nginx gives for an application that is away or does not answer in time. */
function isLost({ status }: Request): boolean {
  return status === 502 || status === 504
}
