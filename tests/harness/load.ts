import * as http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Visitors who ask again and again, some on connections that they keep, some on a new one each time. */
export interface Load {
  readonly requests: number
  /** What nobody answered, or answered with a word of nginx that the application is away. */
  readonly failures: readonly string[]
  /** How often each body was seen, by its first line. */
  readonly bodies: ReadonlyMap<string, number>
  /** Until each visitor has asked anew and was answered: nothing that was asked before is under way any more. */
  turn(): Promise<void>
  stop(): Promise<void>
}

export interface LoadOptions {
  readonly address: string
  readonly host: string
  readonly path: string
  readonly connections?: number
  /** Between two requests of one visitor; none: as fast as answers come. */
  readonly pauseMs?: number
}

export function startLoad({ address, host, path, connections = 8, pauseMs = 0 }: LoadOptions): Load {
  const failures: string[] = []
  const bodies = new Map<string, number>()
  const keeping = new http.Agent({ keepAlive: true, maxSockets: connections })
  const state = { running: true, requests: 0 }
  const answers = Array.from({ length: connections }, () => 0)

  const visitor = async (index: number) => {
    while (state.running) {
      const agent = index % 4 === 3 ? false : keeping
      const answer = await ask({ host: address, path, headers: { host }, agent })
      state.requests += 1
      answers[index] = (answers[index] ?? 0) + 1
      if (typeof answer === 'string') failures.push(answer)
      else if (answer.status >= 400) failures.push(String(answer.status))
      else bodies.set(answer.line, (bodies.get(answer.line) ?? 0) + 1)
      if (pauseMs > 0) await sleep(pauseMs)
    }
  }
  const visitors = Promise.all(Array.from({ length: connections }, (_, index) => visitor(index)))
  return {
    get requests() {
      return state.requests
    },
    failures,
    bodies,
    async turn() {
      // The one that is under way may have been asked before.
      const last = answers.map((count) => count + 2)
      while (state.running && last.some((count, index) => (answers[index] ?? 0) < count)) await sleep(20)
    },
    async stop() {
      state.running = false
      await visitors
      keeping.destroy()
    },
  }
}

function ask(options: http.RequestOptions): Promise<{ status: number; line: string } | string> {
  return new Promise((resolve) => {
    let isOver = false
    const request = http.get(options, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () => {
        isOver = true
        resolve({ status: response.statusCode ?? 0, line: body.split('\n')[0] ?? '' })
      })
      response.on('error', (error) => resolve(error.message))
    })
    // Of a process that was at something else for so long, the answer may only wait to be read.
    request.setTimeout(30_000, () =>
      setTimeout(() => void (isOver || request.destroy(new Error('timeout'))), 1000),
    )
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}
