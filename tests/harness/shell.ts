import { spawn } from 'node:child_process'

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** For ssh and its relatives: options, the destination last. */
type Door = readonly string[]

/** A command line for root's shell; nothing is thrown when it fails. */
export function ssh(door: Door, command: string, input = ''): Promise<Ended> {
  // Of an option that is given twice ssh takes the first: a door's own counts.
  const options = [...door.slice(0, -1), '-oBatchMode=yes', '-oConnectTimeout=10']
  const child = spawn('ssh', [...options, ...door.slice(-1), command])
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    const ended = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      ended.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      ended.stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...ended }))
  })
}

/** For what has to succeed: its output, trimmed. By the login user and sudo, once root's own door is closed. */
export async function sh(door: Door, command: string, input?: string): Promise<string> {
  return succeeded(command, await asRoot(door, command, input))
}

/** Servers whose root has no door any more. Knocking again and again would have fail2ban shut us out. */
const closed = new Set<string>()

async function asRoot(door: Door, command: string, input?: string): Promise<Ended> {
  const key = door.join(' ')
  if (!closed.has(key)) {
    const ended = await ssh(door, command, input)
    if (ended.code !== 255 || !ended.stderr.includes('Permission denied')) return ended
    closed.add(key)
  }
  const login = door.at(-1)?.replace(/^root@/, 'deploy@') ?? ''
  const quoted = `'${command.replaceAll("'", "'\\''")}'`
  return ssh([...door.slice(0, -1), login], `sudo --non-interactive sh -c ${quoted}`, input)
}

function succeeded(command: string, { code, stdout, stderr }: Ended): string {
  if (code === 0) return stdout.trim()
  throw new Error(`${command}\nended with ${code}\n${stdout}${stderr}`)
}
