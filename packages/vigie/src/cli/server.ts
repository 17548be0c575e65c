import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { isIngest } from '../ingest/address/route.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { CliFailure } from './failure.ts'
import { report } from './terminal.ts'

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>

/** Connections that send a header or a body more slowly than this are closed. */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
}
const mostConnections = 500

/** Events and pages on one port. Events take the short way, because they are many and only want an answer. */
export function httpServer(ingest: Ingest, page: Answer): Server {
  const server = createServer(patience, (request, response) => {
    const answer = isIngest(request.url ?? '') ? ingest : page
    answer(request, response).catch((error: unknown) => fail(error, response))
  })
  server.maxConnections = mostConnections
  return server
}

function fail(error: unknown, response: ServerResponse): void {
  report(error)
  if (!response.headersSent) response.writeHead(500)
  response.end()
}

export function listen(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(failureOf(error, `${address}:${port}`)))
    server.listen(port, address, resolve)
  })
}

function failureOf(error: NodeJS.ErrnoException, where: string): Error {
  if (error.code === 'EADDRINUSE') return new CliFailure((words) => words.failure.port(where))
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'EACCES' || error.code === 'ENOTFOUND')
    return new CliFailure((words) => words.failure.address(where))
  return error
}

const politeMs = 3000

/** Answers the requests under way. A kept-alive connection is closed once nothing is under way on it. */
export function close(server: Server): Promise<void> {
  const hangUp = setTimeout(() => server.closeAllConnections(), politeMs)
  const idle = setInterval(() => server.closeIdleConnections(), 20)
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(hangUp)
      clearInterval(idle)
      resolve()
    })
  })
}
