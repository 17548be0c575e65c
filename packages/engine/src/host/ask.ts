import type * as http from 'node:http'
import type { Answer, Question } from './host.ts'

/** Only this much of the beginning of an answer is kept: it is for people to read. */
const longestBody = 64 * 1024

export function ask(question: Question): Promise<Answer> {
  const began = performance.now()
  return new Promise((resolve) => {
    const settle = (answer: Partial<Answer>) =>
      resolve({ ...nothing, ...answer, milliseconds: Math.round(performance.now() - began) })
    const request = open(question, (response) => {
      let body = ''
      const { statusCode: status = null, headers, statusMessage: reason = '' } = response
      const answer = () => settle({ status, reason, location: headers.location ?? null, body })
      response.setEncoding('utf8').on('data', (text: string) => {
        body = (body + text).slice(0, longestBody)
      })
      response.on('end', answer).on('error', (error) => settle({ reason: error.message }))
    })
    request.setTimeout(question.timeoutMs)
    // A peer that sends one byte a minute never falls silent, so the whole exchange has a limit of its own.
    const limit = setTimeout(() => request.destroy(new Error('timeout')), question.timeoutMs)
    request.on('timeout', () => request.destroy(new Error('timeout')))
    request.on('error', (error) => settle({ reason: reasonOf(error) }))
    request.on('close', () => clearTimeout(limit))
    request.end(question.body)
  })
}

const nothing: Answer = { status: null, reason: '', location: null, body: '', milliseconds: 0 }

function open(question: Question, onResponse: (response: http.IncomingMessage) => void): http.ClientRequest {
  const { at, path, body } = question
  // Loaded only when needed, because https takes an eighth of the engine's time to start.
  const { request } = process.getBuiltinModule('node:http')
  const options = {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...question.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    // One connection per question: a kept-alive one that was closed in between would look like a lost request.
    agent: false as const,
  }
  // On Python 3.14 gunicorn ends the headers of its own error pages with a bare LF, which nginx accepts and Node's
  // strict parser does not.
  if ('socket' in at) {
    const socket = { socketPath: at.socket, insecureHTTPParser: true }
    return request({ ...options, path, ...socket }, onResponse)
  }
  if ('port' in at) {
    return request({ ...options, path, host: '127.0.0.1', port: at.port }, onResponse)
  }
  const isSecure = at.address.startsWith('https:')
  const ask = isSecure ? process.getBuiltinModule('node:https').request : request
  return ask(new URL(path, at.address), options, onResponse)
}

function reasonOf(error: NodeJS.ErrnoException): string {
  return error.code ?? error.message
}
