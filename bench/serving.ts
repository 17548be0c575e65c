import { type Server, withServer } from '../tests/harness/sandbox.ts'
import { deployment } from './tools/deployment.ts'
import { floor } from './tools/floor.ts'
import { setUpAsGuided } from './tools/guides.ts'
import { throughput } from './tools/load.ts'
import { inTurn, median } from './tools/measure.ts'
import { describeFor, shopProject, simplePage, staticFile } from './tools/shop.ts'
import { socketThroughput } from './tools/socket-load.ts'

/**
 * Requests per second on one server that is set up both by Cabestan and by the guides, with all sides in turn. Asked
 * for are a page with one query, a static file, gunicorn's own socket beside nginx with the same workers behind both,
 * and the page's code without any server, which no way of serving it can surpass.
 */
const rounds = Number(process.argv[2] ?? 5)
const lasting = Number(process.argv[3] ?? 5)
const connections = 16
const socket = '/srv/disquaire/live/socket'
const guidesPort = 8080
await withServer({}, serve)

async function serve(server: Server): Promise<void> {
  const directory = await shopProject()
  await setUpAsGuided(server, directory, { port: guidesPort, database: 'celinems' })
  describeFor(directory, server)
  await deployment(directory, 'deploy', '--fixtures', 'catalogue')
  await server.sh(`ufw allow ${guidesPort}/tcp >/dev/null`)
  await server.sh('apt-get install -y -qq --no-install-recommends nghttp2-client >/dev/null')
  const ours = `http://${server.address}`
  const guides = `${ours}:${guidesPort}`
  const ask = (url: string, header?: string) => () =>
    throughput(url, lasting, { connections, ...(header ? { header } : {}) })
  const rates = await inTurn(rounds, {
    'page, cabestan': ask(ours + simplePage),
    'page, the guides’ way': ask(guides + simplePage),
    'static file, cabestan': ask(ours + staticFile),
    'static file, the guides’ way': ask(guides + staticFile),
    'static file, cabestan, to browsers': ask(ours + staticFile, 'Accept-Encoding: gzip'),
    'static file, the guides, to browsers': ask(guides + staticFile, 'Accept-Encoding: gzip'),
    'page, nginx, from the server itself': () =>
      socketThroughput(server, { url: ours + simplePage, seconds: lasting, connections }),
    'page, gunicorn’s socket': () =>
      socketThroughput(server, { url: ours + simplePage, seconds: lasting, connections, socket }),
    'page, no server at all': () => floor(server, lasting),
  })
  report(rates)
}

function report(rates: Record<string, number[]>): void {
  for (const [name, values] of Object.entries(rates)) {
    const show = (value: number) => value.toFixed(0).padStart(8)
    const bounds = `${show(Math.min(...values))}${show(median(values))}${show(Math.max(...values))}`
    console.log(`${name.padEnd(40)}${bounds}  requests/s (min, median, max of ${values.length})`)
  }
  const times = (one: string, other: string) => median(rates[one] ?? []) / median(rates[other] ?? [])
  const page = times('page, cabestan', 'page, the guides’ way')
  const file = times('static file, cabestan', 'static file, the guides’ way')
  const share = times('page, nginx, from the server itself', 'page, gunicorn’s socket')
  console.log(`page: ${page.toFixed(1)} times the guides’ way (wanted: at least 25)`)
  const bound = times('page, no server at all', 'page, the guides’ way')
  console.log(`page, no server at all: ${bound.toFixed(1)} times; nothing that serves it could do more here`)
  console.log(`static file: ${file.toFixed(2)} times the guides’ way (wanted: at least 1)`)
  console.log(`through nginx: ${(share * 100).toFixed(0)} % of the bare socket (wanted: at least 90)`)
}
