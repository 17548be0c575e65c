import * as http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Visitors who ask again and again, some over connections that they keep and some over a new one each time. */
export interface Load {
  readonly requests: number
  /** Requests that nobody answered, or for which nginx said that the application is away. */
  readonly failures: readonly string[]
  /** How often each body was seen, by its first line. */
  readonly bodies: ReadonlyMap<string, number>
  /** Waits until each visitor has asked once more and was answered, so that no earlier request is under way. */
  turn(): Promise<void>
  stop(): Promise<void>
}

export interface LoadOptions {
  readonly address: string
  readonly host: string
  readonly path: string
  readonly connections?: number
  /** The pause between two requests of one visitor; without it, as fast as answers come. */
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
      // The request under way may have been sent before.
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
    // If the process was busy for so long, the answer may only be waiting to be read.
    request.setTimeout(30_000, () =>
      setTimeout(() => void (isOver || request.destroy(new Error('timeout'))), 1000),
    )
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}
