import type { IncomingMessage } from 'node:http'
import { SmallHeaders } from './headers.ts'

/** A question without an address that one could answer. */
export class UnclearRequest extends Error {}

/** A body longer than anybody of ours sends. */
export class BodyTooLong extends Error {}

/** What hono asks of the standard’s `Request`. Its body is read when it is asked for, as far as the bound. */
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

/** What could end a host’s name would begin a path in which nobody asked. */
const hostName = /^[^\s/?#@\\]+$/

function urlOf({ headers, url = '' }: IncomingMessage): string {
  const isWhole = /^https?:\/\//i.test(url)
  const isClear = isWhole || (url.startsWith('/') && hostName.test(headers.host ?? ''))
  const parsed = isClear ? URL.parse(isWhole ? url : `http://${headers.host}${url}`) : null
  if (parsed === null) throw new UnclearRequest()
  return parsed.href
}

/** What comes beyond the bound is let go by, so that whoever still sends it hears the answer. */
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
