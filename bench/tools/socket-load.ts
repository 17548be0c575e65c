import type { Server } from '../../tests/harness/sandbox.ts'

interface Asked {
  readonly url: string
  readonly seconds: number
  readonly connections: number
  /** A unix socket on the server, which is asked in place of the address in the URL. */
  readonly socket?: string
}

/**
 * Requests per second, asked on the server itself. h2load asks a unix socket and an address with the same arguments.
 */
export async function socketThroughput(server: Server, asked: Asked): Promise<number> {
  const { url, seconds, connections, socket } = asked
  const through = socket === undefined ? '' : `--base-uri=unix:${socket}`
  const ask = `h2load --h1 --threads=1 --clients=${connections} --warm-up-time=1s --duration=${seconds} ${through} ${url}`
  // If each connection serves only one request, as with gunicorn, h2load sometimes never ends.
  const output = await server.sh(
    `for try in 1 2 3; do timeout --signal=KILL ${seconds + 20} ${ask} && exit; done; exit 1`,
  )
  const rate = Number(/^finished in .*?, ([\d.]+) req\/s/m.exec(output)?.[1])
  const lost = /(\d+) failed, (\d+) errored, (\d+) timeout/.exec(output)?.slice(1).map(Number) ?? [Number.NaN]
  const good = Number(/status codes: (\d+) 2xx/.exec(output)?.[1])
  if (!(rate > 0) || !(good > 0) || lost.some((count) => count !== 0)) throw new Error(output)
  return rate
}
