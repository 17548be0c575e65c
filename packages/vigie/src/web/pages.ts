import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** The dashboard's files, as they were built. */
export interface Pages {
  answer(request: Request): Response
}

interface File {
  readonly type: string
  readonly tag: string
  readonly plain: Uint8Array<ArrayBuffer>
  /** Compressed when first asked for, so that a start compresses nothing. */
  readonly packed: Map<string, Uint8Array<ArrayBuffer>>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Any other address without a dot is a page, and the program in the browser knows which. */
export function pagesIn(directory: string): Pages {
  const names = new Set(readdirSync(directory).filter((name) => extname(name) in types))
  const files = new Map<string, File>()
  const fileOf = (name: string) => {
    const known = files.get(name) ?? readFile(directory, name)
    files.set(name, known)
    return known
  }
  return {
    answer(request) {
      // None of our file names needs decoding.
      const name = new URL(request.url).pathname.slice(1)
      if (names.has(name)) return answer(request, name, fileOf(name))
      if (extname(name) !== '' && !name.startsWith('invitation/'))
        return new Response('not found', { status: 404 })
      return answer(request, 'index.html', fileOf('index.html'))
    },
  }
}

function readFile(directory: string, name: string): File {
  const plain = new Uint8Array(readFileSync(join(directory, name)))
  const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  return { type: types[extname(name)] ?? '', tag, plain, packed: new Map() }
}

function answer(request: Request, name: string, file: File): Response {
  const headers = new Headers({
    'content-type': file.type,
    etag: file.tag,
    vary: 'accept-encoding',
    // The content of a file with a hash in its name never changes.
    'cache-control': /-[A-Z0-9]{8}\.\w+$/.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  if (request.headers.get('if-none-match') === file.tag) return new Response(null, { status: 304, headers })
  const encoding = encodingFor(request.headers.get('accept-encoding') ?? '')
  if (encoding === null) return new Response(file.plain, { headers })
  headers.set('content-encoding', encoding)
  return new Response(packedAs(encoding, file), { headers })
}

function encodingFor(accepted: string): 'br' | 'gzip' | null {
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : null
}

function packedAs(encoding: 'br' | 'gzip', file: File): Uint8Array<ArrayBuffer> {
  const known = file.packed.get(encoding)
  if (known) return known
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
  const packed = new Uint8Array(
    encoding === 'br' ? brotliCompressSync(file.plain, quality) : gzipSync(file.plain),
  )
  file.packed.set(encoding, packed)
  return packed
}
