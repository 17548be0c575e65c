import type { Host } from '../../host/host.ts'

/**
 * Unix sockets as the kernel lists them: proc(5), /proc/net/unix. Of a stream socket, one line belongs to who
 * listens, and one to each connection at its end, whether it was accepted yet or still waits in the backlog.
 */
interface SocketLine {
  readonly listens: boolean
  readonly path: string
}

async function socketsAt(host: Host, path: string): Promise<SocketLine[]> {
  const text = (await host.files.readText('/proc/net/unix')) ?? ''
  // Most lines belong to other sockets, and this table is read twenty times a second.
  const lines = text.split('\n').filter((line) => line.endsWith(path))
  return lines.flatMap((line) => {
    const [, , , flags = '', , , , at = ''] = line.trim().split(/\s+/)
    return at === path ? [{ listens: (Number.parseInt(flags, 16) & acceptsConnections) !== 0, path: at }] : []
  })
}

/** __SO_ACCEPTCON of the kernel: the socket is listening. */
const acceptsConnections = 0x10000

export async function isListening(host: Host, path: string): Promise<boolean> {
  return (await socketsAt(host, path)).some(({ listens }) => listens)
}

/** Requests that a process has or will get: those in its backlog are a visitor's as well. */
export async function openConnections(host: Host, path: string): Promise<number> {
  return (await socketsAt(host, path)).filter(({ listens }) => !listens).length
}
