import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Secret } from '@cabestan/protocol/secret'
import * as z from 'zod'
import { askpassVariables, maxQuestionBytes } from './askpass-program.ts'
import type { ConnectionPorts } from './ports.ts'

export interface AskedText {
  readonly text: string
  /** `none` for a notice, `confirm` for yes or no: SSH_ASKPASS_PROMPT of ssh(1). */
  readonly hint: string | null
  /** Aborted when ssh does not want the answer any more. */
  readonly gone: AbortSignal
}

/** Receives the questions of one ssh for as long as that runs. */
export interface AskpassServer {
  /** Variables that ssh's environment needs so that its questions arrive here. */
  readonly environment: Record<string, string>
  close(): Promise<void>
}

const Asked = z.object({ token: z.string(), text: z.string(), hint: z.string().nullable() })
const windows = process.platform === 'win32'

export async function listenForQuestions(
  self: ConnectionPorts['self'],
  answer: (question: AskedText) => Promise<Secret | string | null>,
): Promise<AskpassServer> {
  const directory = await temporaryDirectory()
  const token = randomBytes(24).toString('hex')
  const address = windows ? `\\\\.\\pipe\\cabestan-${token.slice(0, 16)}` : join(directory, 'ask')
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)))
    serve(socket, token, answer).catch(() => socket.destroy())
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve))
  const program = await writeProgram(directory)
  return {
    environment: {
      SSH_ASKPASS: program,
      SSH_ASKPASS_REQUIRE: 'force',
      [askpassVariables.address]: address,
      [askpassVariables.token]: token,
      [askpassVariables.node]: self.node,
      [askpassVariables.main]: self.main,
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await closed(server)
      await rm(directory, { recursive: true, force: true })
      directories.delete(directory)
    },
  }
}

/** Leaves nothing behind if this process ends in the middle. */
const directories = new Set<string>()
let sweeping = false

async function temporaryDirectory(): Promise<string> {
  if (!sweeping) process.once('exit', sweep)
  sweeping = true
  const directory = await mkdtemp(join(roomFor(tmpdir()), 'cabestan-'))
  directories.add(directory)
  return directory
}

/** A socket's path may have 104 bytes on a Mac and 108 on Linux, including the final zero; Windows has no limit. */
const longest = 103

function roomFor(place: string): string {
  const address = join(place, 'cabestan-XXXXXX', 'ask')
  return windows || Buffer.byteLength(address) <= longest ? place : '/tmp'
}

function sweep(): void {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true })
}

/** ssh starts one program with one argument; variables tell that program what to run. */
async function writeProgram(directory: string): Promise<string> {
  const { node, main } = askpassVariables
  const path = join(directory, windows ? 'askpass.cmd' : 'askpass')
  // A batch file cuts its argument at the first line end. The fingerprint is then taken from ssh's log.
  const text = windows
    ? `@"%${node}%" "%${main}%" askpass %*\r\n`
    : `#!/bin/sh\nexec "$${node}" "$${main}" askpass "$1"\n`
  await writeFile(path, text, { mode: 0o700, flag: 'wx' })
  return path
}

async function serve(
  socket: Socket,
  token: string,
  answer: (question: AskedText) => Promise<Secret | string | null>,
): Promise<void> {
  const gone = new AbortController()
  socket.on('error', () => {}).once('close', () => gone.abort())
  const asked = Asked.parse(JSON.parse(await firstLine(socket)))
  if (asked.token !== token) throw new Error('a stranger asks')
  const given = await answer({ text: asked.text, hint: asked.hint, gone: gone.signal })
  const plain = given === null || typeof given === 'string' ? given : given.reveal()
  socket.end(JSON.stringify({ answer: plain }))
}

function firstLine(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const end = text.indexOf('\n')
      if (end !== -1) resolve(text.slice(0, end))
      else if (text.length > maxQuestionBytes) reject(new Error('too long'))
    })
    socket.once('close', () => reject(new Error('nothing asked')))
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
