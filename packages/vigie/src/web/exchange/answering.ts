import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Hono } from 'hono'
import type { Environment } from '../surroundings.ts'
import { SmallRequest, UnclearRequest } from './request.ts'
import type { SmallResponse } from './response.ts'

type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>

/** Stands for hono's `fetch`, because here `Response` is a class of ours. */
type SmallFetch = (
  request: SmallRequest,
  bindings: Environment['Bindings'],
) => SmallResponse | Promise<SmallResponse>

/** Passes Node’s requests to hono, and its answers back. */
export function answering(web: Hono<Environment>, longestBody: number): Answer {
  const fetch = web.fetch as unknown as SmallFetch
  return async (incoming, outgoing) => {
    const request = requestOf(incoming, longestBody)
    if (request === null) outgoing.writeHead(400).end()
    else await send(await fetch(request, { incoming }), outgoing)
  }
}

function requestOf(incoming: IncomingMessage, longestBody: number): SmallRequest | null {
  try {
    return new SmallRequest(incoming, longestBody)
  } catch (error) {
    if (error instanceof UnclearRequest) return null
    throw error
  }
}

async function send({ status, headers, body }: SmallResponse, outgoing: ServerResponse): Promise<void> {
  for (const [name, value] of headers) outgoing.appendHeader(name, value)
  outgoing.statusCode = status
  if (body === null || typeof body === 'string' || body instanceof Uint8Array) outgoing.end(body)
  else await pour(body, outgoing)
}

/** Written as fast as it is read, and only while somebody listens. */
async function pour(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader()
  const closed = new Promise((resolve) => outgoing.once('close', resolve))
  void closed.then(() => reader.cancel()).catch(() => {})
  outgoing.flushHeaders()
  for (let part = await reader.read(); !part.done; part = await reader.read())
    if (!outgoing.write(part.value)) await Promise.race([once(outgoing, 'drain'), closed])
  outgoing.end()
}
