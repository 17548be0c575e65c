import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { CabestanError } from '@cabestan/protocol/failures'
import { type MachinePaths, machinePaths } from './paths.ts'
import { initOf, isKept } from './processes.ts'
import type { MachineRecord } from './record.ts'

const patience = 60_000
/**
 * How long one attempt waits: an sshd accepts a connection at once unless a firewall is in between, but a busy
 * machine may greet late.
 */
export const patienceWithSilence = 10_000
/** How long one attempt waits if another one follows in a moment. */
const impatience = 1000

/** Waits until ssh answers. */
export async function waitReady(record: MachineRecord): Promise<void> {
  const paths = machinePaths(record.name)
  const began = performance.now()
  let silentSince: number | null = null
  while (performance.now() < began + patience) {
    const port = await sshPort(record)
    if (port !== undefined && (await greets({ host: record.address, port, patience: patienceWithSilence })))
      return
    if (!isKept(paths.root)) break
    silentSince = port === undefined ? null : (silentSince ?? performance.now())
    if (silentSince !== null && performance.now() > silentSince + patienceWithSilence)
      throw new CabestanError('sandbox.shut', { name: record.name })
    await sleep(15)
  }
  throw new CabestanError(
    'sandbox.boot',
    { name: record.name },
    { detail: { tail: await consoleTail(paths) } },
  )
}

/**
 * The port of the server's sshd: 22, or wherever its owner has moved it. Knocking is the last resort, since
 * sshd counts visitors who do not log in as attackers.
 */
export async function sshPort(
  { name, address }: MachineRecord,
  patience = impatience,
): Promise<number | undefined> {
  const init = initOf(machinePaths(name))
  const ports = init === undefined ? [] : await listeningPorts(init)
  return ports.includes(22) ? 22 : firstToGreet(address, ports, patience)
}

/** Other programs accept the connection too and say nothing, and the one that greets must not wait for them. */
export async function firstToGreet(
  host: string,
  ports: readonly number[],
  patience: number,
): Promise<number | undefined> {
  const over = new AbortController()
  const knocks = ports.map(async (port) => {
    if (await greets({ host, port, patience, signal: over.signal })) return port
    throw new Error('no ssh')
  })
  const first = await Promise.any(knocks).catch(() => undefined)
  over.abort()
  return first
}

async function listeningPorts(pid: number): Promise<number[]> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((table) => readFile(`/proc/${pid}/net/${table}`, 'utf8').catch(() => '')),
  )
  return [...new Set(tables.flatMap(parseListening))]
}

/** Local ports in state 0A (LISTEN) of the kernel's socket table. */
export function parseListening(table: string): number[] {
  return [...table.matchAll(/^ *\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /gm)].map((match) =>
    Number.parseInt(match[1] ?? '', 16),
  )
}

interface Knock {
  readonly host: string
  readonly port: number
  /** Called once the connection is accepted. */
  readonly patience: number
  readonly signal?: AbortSignal
}

function greets({ host, port, patience, signal }: Knock): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal })
    const answer = (greeted: boolean) => {
      socket.destroy()
      resolve(greeted)
    }
    socket.setTimeout(1000, () => answer(false))
    socket.on('connect', () => socket.setTimeout(patience))
    socket.on('error', () => answer(false))
    socket.on('end', () => answer(false))
    socket.on('data', (data) => answer(data.toString('latin1').startsWith('SSH-')))
  })
}

async function consoleTail(paths: MachinePaths): Promise<string> {
  const text = await readFile(paths.console, 'utf8').catch(() => '')
  return text.slice(-2000)
}
