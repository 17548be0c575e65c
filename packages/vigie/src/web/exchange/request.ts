import type { IncomingMessage } from 'node:http'
import { SmallHeaders } from './headers.ts'

/** A request whose address cannot be understood. */
export class UnclearRequest extends Error {}

/** A body longer than any that our pages send. */
export class BodyTooLong extends Error {}

/** As much of the standard’s `Request` as hono uses. The body is read on demand, up to a limit. */
export class SmallRequest {
  readonly method: string
  readonly url: string
  readonly headers: SmallHeaders
  readonly #incoming: IncomingMessage
  readonly #longest: number

  constructor(incoming: IncomingMessage, longest: number) {
    this.method = incoming.method ?? 'GET'
    this.url = urlOf(incoming)
    this.headers = new SmallHeaders(incoming.headers)
    this.#incoming = incoming
    this.#longest = longest
  }

  text(): Promise<string> {
    return textOf(this.#incoming, this.#longest)
  }
}

/** A character that ends a host’s name would make the rest of it a path that nobody asked for. */
const hostName = /^[^\s/?#@\\]+$/

function urlOf({ headers, url = '' }: IncomingMessage): string {
  const isWhole = /^https?:\/\//i.test(url)
  const isClear = isWhole || (url.startsWith('/') && hostName.test(headers.host ?? ''))
  const parsed = isClear ? URL.parse(isWhole ? url : `http://${headers.host}${url}`) : null
  if (parsed === null) throw new UnclearRequest()
  return parsed.href
}

/** What exceeds the limit is read and ignored, so that a client that is still sending gets the answer. */
function textOf(incoming: IncomingMessage, longest: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= longest) chunks.push(chunk)
      else reject(new BodyTooLong())
    })
    incoming.once('end', () => resolve(Buffer.concat(chunks).toString()))
    incoming.once('error', reject)
  })
}
