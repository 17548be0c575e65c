import { SmallHeaders } from './headers.ts'

export type ResponseBody = string | Uint8Array | ReadableStream<Uint8Array> | null

interface Given {
  readonly status?: number | undefined
  readonly headers?: ConstructorParameters<typeof SmallHeaders>[0]
  readonly body?: ResponseBody
}

/**
 * As much of the standard’s `Response` as hono uses. The body stays as it was given, so that no answer becomes a
 * stream.
 */
export class SmallResponse {
  readonly status: number
  readonly headers: SmallHeaders
  readonly body: ResponseBody
  readonly bodyUsed = false

  /**
   * hono also passes another response, whose status and headers this one takes over. For `HEAD` it leaves out the body:
   * then whoever writes the stream of the other one is told that nobody will read it.
   */
  constructor(body: ResponseBody = null, { status = 200, headers, body: other = null }: Given = {}) {
    if (body === null && isStream(other)) void other.cancel()
    this.status = status
    this.headers = new SmallHeaders(headers)
    this.body = body
    if (typeof body === 'string' && !this.headers.has('content-type'))
      this.headers.set('content-type', 'text/plain;charset=UTF-8')
  }
}

function isStream(body: ResponseBody): body is ReadableStream<Uint8Array> {
  return typeof body === 'object' && body !== null && 'cancel' in body
}

/**
 * hono and our pages make their answers with the global `Headers` and `Response`, so this must run before the first
 * answer. The globals are assigned and not defined anew, because that would first load what they stand for.
 */
export function answerWithSmallObjects(): void {
  Object.assign(globalThis, { Headers: SmallHeaders, Response: SmallResponse })
}
