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
   * Of another response, hono makes one with its status and its headers; for `HEAD` without its body: who writes that
   * hears that nobody reads it.
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
 * Hono and our pages make their answers of what is called so: to be called before the first of them is made. Assigned,
 * since to define a property anew would first load what it stands for.
 */
export function answerWithSmallObjects(): void {
  Object.assign(globalThis, { Headers: SmallHeaders, Response: SmallResponse })
}
