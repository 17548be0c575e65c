import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createPlainServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from './ask.ts'

describe('a question by HTTP', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cabestan-ask-'))
  const socket = join(directory, 'web.sock')
  const servers: Server[] = []
  let port = 0

  beforeAll(async () => {
    const answer = () =>
      createServer((request, response) => {
        if (request.url === '/silent') return
        if (request.url === '/drip') return void response.write('a').valueOf()
        if (request.url === '/away') response.writeHead(302, { location: '/there' })
        let body = ''
        request.on('data', (text) => {
          body += text
        })
        request.on('end', () => response.end(`${request.method} ${request.headers.host} ${body}`))
      })
    const [bySocket, byPort] = [answer(), answer()]
    servers.push(bySocket, byPort)
    await new Promise<void>((resolve) => bySocket.listen(socket, resolve))
    await new Promise<void>((resolve) => byPort.listen(0, '127.0.0.1', resolve))
    port = (byPort.address() as AddressInfo).port
  })
  afterAll(() => {
    for (const server of servers) server.close().closeAllConnections()
    rmSync(directory, { recursive: true })
  })

  it('reaches a socket and a port under the name of the site', async () => {
    const headers = { host: 'disquaire.example' }
    const question = { path: '/', headers, timeoutMs: 2000 }
    const expected = { status: 200, body: 'GET disquaire.example ' }
    expect(await ask({ ...question, at: { socket } })).toMatchObject(expected)
    expect(await ask({ ...question, at: { port } })).toMatchObject(expected)
  })

  it('follows nothing by itself, and posts what it is given', async () => {
    const away = await ask({ at: { port }, path: '/away', timeoutMs: 2000 })
    expect(away).toMatchObject({ status: 302, location: '/there' })
    const address = `http://127.0.0.1:${port}`
    const posted = await ask({ at: { address }, path: '/', body: '{"a":1}', timeoutMs: 2000 })
    expect(posted.body).toBe(`POST 127.0.0.1:${port} {"a":1}`)
  })

  it('is answered by a reason where nobody answers', async () => {
    const nobody = await ask({ at: { socket: `${socket}.none` }, path: '/', timeoutMs: 2000 })
    expect(nobody).toMatchObject({ status: null, reason: 'ENOENT' })
    const silent = await ask({ at: { port }, path: '/silent', timeoutMs: 50 })
    expect(silent).toMatchObject({ status: null, reason: 'timeout' })
    const drip = await ask({ at: { port }, path: '/drip', timeoutMs: 50 })
    expect(drip.status).toBeNull()
  })

  it('takes the answer to an error that gunicorn writes on Python 3.14', async () => {
    const path = join(directory, 'gunicorn.sock')
    const lines = ['HTTP/1.1 500 Internal Server Error', 'Connection: close', 'Content-Length: 2']
    const server = createPlainServer((connection) => {
      connection.on('data', () => connection.end(`${lines.join('\r\n')}\r\n\nno`))
    })
    await new Promise<void>((resolve) => server.listen(path, resolve))
    const at = { socket: path }
    const answer = await ask({ at, path: '/', headers: { host: 'shop.example' }, timeoutMs: 5_000 })
    expect(answer).toMatchObject({ status: 500, body: 'no' })
    server.close()
  })
})
