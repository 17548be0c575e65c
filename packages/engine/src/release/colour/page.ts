import type { Probe } from '@cabestan/protocol/orders'
import type { Answer, Host } from '../../host/host.ts'
import { type Colour, type Places, socketOf } from '../places.ts'

interface Asked {
  readonly colour: Colour
  readonly probe: Pick<Probe, 'host' | 'scheme' | 'path'>
  /** Half a minute unless told: as long as nginx would wait. */
  readonly timeoutMs?: number
}

const answerTimeoutMs = 30_000

/** As nginx would hand on a visitor's request, but by the socket of one colour. */
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

/** As a visitor would, through nginx. */
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
