import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'

/**
 * Lends programs of this computer to Windows programs that run under Wine: lent-program.c stands there in their place.
 * OpenSSH asks its questions by the program that the command line wrote for it there, so that this one is tried too.
 */
export interface Lender {
  readonly port: number
  /** Each program that was started, with its arguments. */
  readonly started: string[][]
  close(): Promise<void>
}

export interface Lending {
  /** For scripts of ours. */
  readonly directory: string
  /** The program of this computer that stands behind a name of theirs, with what comes before its arguments. */
  readonly programs: Readonly<Record<string, readonly string[]>>
  /** Of Wine, in which programs of Windows are started from here. */
  readonly wine: Readonly<Record<string, string>>
}

export async function lend(lending: Lending): Promise<Lender> {
  const askpass = join(lending.directory, 'askpass')
  await writeFile(askpass, askpassScript, { mode: 0o755 })
  const started: string[][] = []
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    serve(socket, { ...lending, askpass, started }).catch(() => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, started, close: () => closed(server) }
}

/** A program of Windows writes to a file, because Wine's pipes are no pipes of this computer. */
const askpassScript = `#!/bin/sh
answer=$(mktemp)
LC_ALL=C.UTF-8 wine "$WINDOWS_ASKPASS" "$1" < /dev/null > "$answer"
code=$?
tr -d '\\r' < "$answer"
rm "$answer"
exit $code
`

interface Loan extends Lending {
  readonly askpass: string
  readonly started: string[][]
}

async function serve(socket: Socket, loan: Loan): Promise<void> {
  const reader = new Reader(socket)
  const [path = '', ...words] = await reader.texts()
  const theirs = Object.fromEntries((await reader.texts()).map(variable))
  const name = path.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '')
  const [program = name, ...first] = loan.programs[name] ?? []
  loan.started.push([name, ...words])
  const child = spawn(program, [...first, ...words], { env: environment(theirs, loan) })
  child.stdin.on('error', () => {})
  child.stdin.write(reader.rest())
  socket.pipe(child.stdin)
  socket.once('close', () => child.kill('SIGKILL'))
  child.stdout.on('data', (data: Buffer) => give(socket, 1, data))
  child.stderr.on('data', (data: Buffer) => give(socket, 2, data))
  child.once('error', () => socket.end(head(0, 127)))
  child.once('close', (code) => socket.end(head(0, code ?? 255)))
}

const variable = (text: string): [string, string] => {
  const at = text.indexOf('=', 1)
  return [text.slice(0, at), text.slice(at + 1)]
}

/** What they say of themselves, with the paths of this computer. */
function environment(theirs: Record<string, string>, loan: Loan): NodeJS.ProcessEnv {
  const asked = Object.entries(theirs).filter(([name]) =>
    /^(?:CABESTAN_ASKPASS|SSH_|DISPLAY$|LC_ALL$)/.test(name),
  )
  const { SSH_ASKPASS: windows, ...rest } = Object.fromEntries(asked)
  const askpass = windows === undefined ? {} : { SSH_ASKPASS: loan.askpass, WINDOWS_ASKPASS: windows }
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], ...loan.wine, ...rest, ...askpass }
}

const largest = 65_536

function give(socket: Socket, stream: number, data: Buffer): void {
  for (let at = 0; at < data.length; at += largest) {
    const piece = data.subarray(at, at + largest)
    socket.write(Buffer.concat([head(stream, piece.length), piece]))
  }
}

function head(stream: number, number: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(stream)
  bytes.writeUInt32BE(number, 4)
  return bytes
}

/** Numbers of four bytes, and texts with their length before them. */
class Reader {
  readonly #socket: Socket
  #taken = Buffer.alloc(0)

  constructor(socket: Socket) {
    this.#socket = socket
  }

  async texts(): Promise<string[]> {
    const texts: string[] = []
    for (let left = await this.#number(); left > 0; left -= 1)
      texts.push((await this.#bytes(await this.#number())).toString('utf8'))
    return texts
  }

  /** What came already of the program's input. */
  rest(): Buffer {
    return this.#taken
  }

  async #number(): Promise<number> {
    return (await this.#bytes(4)).readUInt32BE()
  }

  async #bytes(count: number): Promise<Buffer> {
    while (this.#taken.length < count) this.#taken = Buffer.concat([this.#taken, await this.#more()])
    const bytes = this.#taken.subarray(0, count)
    this.#taken = this.#taken.subarray(count)
    return bytes
  }

  #more(): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const take = () => {
        const data = this.#socket.read() as Buffer | null
        if (data === null) return
        stop()
        resolve(data)
      }
      const end = () => {
        stop()
        reject(new Error('it went before it had said what it wants'))
      }
      const stop = () => this.#socket.off('readable', take).off('end', end).off('close', end)
      this.#socket.on('readable', take).on('end', end).on('close', end)
      take()
    })
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
