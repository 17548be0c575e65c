import { createReadStream } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import type { Runtime } from '../../../packages/cabestan/src/connection/runtime.ts'

/** An npm registry with one package, which is also the proxy through which an unknown name is reached. */
export interface Registry {
  readonly port: number
  /** What the next download returns. */
  tarball: 'right' | 'corrupt' | 'refused' | 'stuck'
  readonly downloads: { readonly by: string; readonly throughProxy: boolean }[]
  close(): Promise<void>
}

export async function startRegistry(runtime: Runtime, path: string): Promise<Registry> {
  const server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  const { port } = server.address() as AddressInfo
  const registry: Registry = {
    port,
    tarball: 'right',
    downloads: [],
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    if (!url.pathname.endsWith('.tgz')) {
      response.end(JSON.stringify(packument(runtime, url.origin)))
      return
    }
    const throughProxy = request.url?.startsWith('http://') ?? false
    registry.downloads.push({ by: request.headers['user-agent'] ?? '', throughProxy })
    download(response)
  }

  function download(response: ServerResponse): void {
    if (registry.tarball === 'refused') response.writeHead(403).end()
    if (registry.tarball === 'right') createReadStream(path).pipe(response)
    if (registry.tarball === 'corrupt') Readable.from(zeros(runtime.bytes)).pipe(response)
  }

  return registry
}

function* zeros(bytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(1024 * 1024)
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length))
}

/** Without an integrity, so that npm has nothing to check and only our own check is left. */
function packument(runtime: Runtime, origin: string) {
  const { name, version } = runtime
  const dist = { tarball: `${origin}/${name}/-/${name}-${version}.tgz` }
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { name, version, dist } } }
}
