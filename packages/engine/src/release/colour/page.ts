import type { Probe } from '@cabestan/protocol/orders'
import type { Answer, Host } from '../../host/host.ts'
import { type Colour, type Places, socketOf } from '../places.ts'

interface Asked {
  readonly colour: Colour
  readonly probe: Pick<Probe, 'host' | 'scheme' | 'path'>
  /** Half a minute by default, which is as long as nginx would wait. */
  readonly timeoutMs?: number
}

const answerTimeoutMs = 30_000

/** Sends a request as nginx would pass on a visitor's, but to the socket of one colour. */
export function askColour(
  host: Host,
  places: Places,
  { colour, probe, timeoutMs = answerTimeoutMs }: Asked,
): Promise<Answer> {
  return host.ask({
    at: { socket: socketOf(places, colour) },
    path: probe.path,
    headers: visitor(probe),
    timeoutMs,
  })
}

const mostRedirections = 5

/** The same, and follows redirections within the site as a browser would. */
export async function browse(host: Host, places: Places, asked: Asked): Promise<Answer> {
  let { path } = asked.probe
  let answer = await askColour(host, places, asked)
  for (let count = 0; count < mostRedirections; count += 1) {
    const next = redirectionWithin(answer, { ...asked.probe, path })
    if (next === null) return answer
    path = next
    answer = await askColour(host, places, { ...asked, probe: { ...asked.probe, path } })
  }
  return answer
}

function redirectionWithin({ status, location }: Answer, probe: Asked['probe']): string | null {
  if (status === null || status < 300 || status >= 400 || location === null) return null
  const base = `${probe.scheme}://${probe.host}${probe.path}`
  if (!URL.canParse(location, base)) return null
  const target = new URL(location, base)
  const isWithin = target.host === probe.host && target.protocol === `${probe.scheme}:`
  const next = `${target.pathname}${target.search}`
  return isWithin && next !== probe.path ? next : null
}

/** Sends a request as a visitor would, through nginx. */
export function askSite(host: Host, probe: Pick<Probe, 'host' | 'scheme' | 'path'>): Promise<Answer> {
  return host.ask({ at: { port: 80 }, path: probe.path, headers: visitor(probe), timeoutMs: answerTimeoutMs })
}

function visitor({ host, scheme }: Pick<Probe, 'host' | 'scheme'>): Record<string, string> {
  return {
    host,
    'user-agent': 'Cabestan',
    'x-forwarded-proto': scheme,
    'x-forwarded-for': '127.0.0.1',
    'x-real-ip': '127.0.0.1',
    accept: 'text/html,*/*;q=0.8',
  }
}
