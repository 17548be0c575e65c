import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Event } from '@cabestan/protocol/events'

/** The command line as a person starts it: the bundle, in a process of its own. */
export const bundle = new URL('../../packages/cabestan/dist/cabestan.mjs', import.meta.url).pathname

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Both streams, in the order in which they were written. */
  readonly output: string
}

export interface CommandOptions {
  readonly directory?: string
  readonly environment?: Record<string, string>
  readonly input?: string
  /**
   * Called with complete lines of output, which arrives in pieces of any length; it may end the process by its id.
   */
  readonly onOutput?: (text: string, pid: number) => void
  readonly onStart?: (pid: number) => void
  readonly program?: readonly string[]
}

export function cabestan(words: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const [program = '', ...rest] = [...(options.program ?? []), process.execPath, bundle, ...words]
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      cwd: options.directory ?? tmpdir(),
      env: { ...process.env, NO_COLOR: '1', CABESTAN_LANG: 'en', ...options.environment },
    })
    if (child.pid) options.onStart?.(child.pid)
    const text = { stdout: '', stderr: '', output: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      let begun = ''
      child[stream].setEncoding('utf8').on('data', (piece: string) => {
        text[stream] += piece
        text.output += piece
        begun += piece
        const end = begun.lastIndexOf('\n') + 1
        const lines = begun.slice(0, end)
        begun = begun.slice(end)
        if (child.pid && lines !== '') options.onOutput?.(lines, child.pid)
      })
    }
    child.stdin.on('error', () => {})
    child.stdin.end(options.input ?? '')
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...text }))
  })
}

/**
 * In a terminal: each answer is typed once its question stands there, below the one before. Answers all that was
 * shown, and behind it the exit code. With a home, it is that of somebody who has no key and knows no host.
 */
export function atTerminal(
  typed: string,
  directory: string,
  answers: readonly (readonly [question: string, answer: string])[] = [],
  home: string | null = null,
): Promise<string> {
  const left = [...answers]
  return new Promise((resolve, reject) => {
    const command = `exec "${process.execPath}" "${bundle}" --lang en ${typed}`
    // ssh looks for root's keys in root's own home, whatever HOME is.
    const there = `mkdir -p /root/.ssh && mount --bind "$HOME/.ssh" /root/.ssh && ${command}`
    const inHome = `exec unshare --mount sh -c '${there}'`
    // A terminal without a size would show one letter a line.
    const line = `stty cols 100 rows 40; ${home === null ? command : inHome}`
    const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
      cwd: directory,
      env: { ...process.env, ...(home === null ? {} : { HOME: home, SSH_AUTH_SOCK: '' }), ...terminal },
    })
    let shown = ''
    let read = 0
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      shown += piece
      const [question, answer] = left[0] ?? []
      if (question === undefined || !shown.includes(question, read)) return
      left.shift()
      read = shown.length
      child.stdin.write(answer)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      const all = `${shown}\nexit code ${code}`
      return left.length === 0 ? resolve(all) : reject(new Error(all))
    })
  })
}

const terminal = { CI: '', TERM: 'xterm', NO_COLOR: '1' }

/** A configuration whose server refuses connections. */
export const nowhere = 'app: essai\nserver: root@127.0.0.1:1\n'

/** A directory with a cabestan.yaml, as a project has it. */
export async function projectWith(configuration: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'cabestan-project-'))
  await writeFile(join(directory, 'cabestan.yaml'), configuration)
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** The protocol's own objects, one a line, as `--json` writes them. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

export function eventsIn(text: string): Event[] {
  return jsonLines(text).flatMap((line) => {
    const { server: _, ...event } = line
    const parsed = Event.safeParse(event)
    return parsed.success ? [parsed.data] : []
  })
}
