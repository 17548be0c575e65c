import { spawn } from 'node:child_process'

export interface Counted {
  readonly requests: number
  /** Requests that nobody answered, or that were answered with an error. */
  readonly lost: number
  readonly seconds: number
  /** Seconds that the slowest answer took. */
  readonly worst: number
}

export interface LoadOptions {
  readonly connections: number
  /** Milliseconds between an answer and the next request. */
  readonly pause?: number
  /** Opens a new connection for each request and keeps none. */
  readonly anew?: boolean
  readonly header?: string
}

/** Visitors who ask again and again, until they are stopped. */
export interface Load {
  stop(): Promise<Counted>
}

/** wrk counts rightly what is lost: connections that break, answers that stay away, and errors. */
export function startLoad(url: string, options: LoadOptions): Load {
  const child = spawn('wrk', wrkArguments(url, 3600, options), { stdio: ['ignore', 'pipe', 'inherit'] })
  const counted = outcome(child)
  return {
    async stop() {
      child.kill('SIGINT')
      return counted
    },
  }
}

/** Requests per second. A single lost request ends the benchmark. */
export async function throughput(url: string, seconds: number, options: LoadOptions): Promise<number> {
  const child = spawn('wrk', wrkArguments(url, seconds, options), { stdio: ['ignore', 'pipe', 'inherit'] })
  const counted = await outcome(child)
  if (counted.lost > 0 || counted.requests === 0) throw new Error(`${url}: ${JSON.stringify(counted)}`)
  return counted.requests / counted.seconds
}

/** Adds up the counts of several loads that ran at the same time. */
export function together(counts: readonly Counted[]): Counted {
  const sum = (key: keyof Counted) => counts.reduce((total, each) => total + each[key], 0)
  const most = (key: keyof Counted) => Math.max(...counts.map((each) => each[key]))
  return { requests: sum('requests'), lost: sum('lost'), seconds: most('seconds'), worst: most('worst') }
}

const script = new URL('./wrk.lua', import.meta.url).pathname

function wrkArguments(url: string, seconds: number, options: LoadOptions): string[] {
  return [
    ...['--threads', '1', '--connections', `${options.connections}`],
    ...['--duration', `${seconds}s`, '--timeout', '60s', '--script', script],
    ...(options.anew ? ['--header', 'Connection: close'] : []),
    ...(options.header ? ['--header', options.header] : []),
    ...[url, '--', `${options.pause ?? 0}`],
  ]
}

function outcome(child: ReturnType<typeof spawn>): Promise<Counted> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('error', reject)
    child.on('close', (code) => {
      const line = /^counted (.*)$/m.exec(output)?.[1]
      if (line) resolve(read(JSON.parse(line)))
      else reject(new Error(`wrk ended with ${code}\n${output}`))
    })
  })
}

function read(said: Record<string, number>): Counted {
  const of = (key: string) => said[key] ?? Number.NaN
  return {
    requests: of('requests'),
    lost: of('connect') + of('read') + of('write') + of('status') + of('timeout'),
    seconds: of('microseconds') / 1e6,
    worst: of('worst') / 1e6,
  }
}
