import { randomBytes } from 'node:crypto'
import { CabestanError } from '@cabestan/protocol/failures'
import { EngineHello } from '@cabestan/protocol/messages'
import type { Bootstrap } from './bootstrap.ts'
import { type Greeting, readBootstrapLine, type Said } from './bootstrap-line.ts'
import type { EngineArtefact } from './engine-artefact.ts'
import { greetingCommand, greetingScript } from './greeting-script.ts'
import { Installation } from './installation.ts'
import { printable } from './peer-stream.ts'
import { engineOptions, runtimeVersion } from './runtime.ts'
import { giveSudoPassword } from './sudo.ts'

export interface Started {
  readonly hello: EngineHello
  readonly user: string
}

/** Sent before the server has said anything, which saves a round trip. */
export interface Opening {
  readonly mark: string
  readonly script: string
  readonly command: string
}

/**
 * The most that a server may print before its engine speaks, including what a .bashrc prints; and the longest line.
 */
const maxSaid = 1024 * 1024
const maxLine = 256 * 1024

export function opening(artefact: EngineArtefact): Opening {
  const mark = `cabestan-${randomBytes(8).toString('hex')}`
  const variables = `mark=${mark} runtime=${runtimeVersion} engine=${artefact.hash} options='${engineOptions}'`
  const script = `${variables}\n${greetingScript}`
  return { mark, script, command: greetingCommand(Buffer.byteLength(script)) }
}

/** From the first byte that the server sends to the engine's first line. */
export async function startEngine(bootstrap: Bootstrap): Promise<Started> {
  const { session, mark } = bootstrap
  const noise: string[] = []
  let course: Course | null = null
  for await (const line of linesOf(bootstrap, noise)) {
    const said = readBootstrapLine(line, mark)
    if (said?.word === 'hello') {
      const { greeting } = said
      course = { bootstrap, greeting, installation: new Installation(bootstrap, greeting) }
      session.stage = 'engine'
    } else if (said && course) await follow(said, course)
    else if (course && line !== '') return { hello: readHello(line), user: course.greeting.user }
    else noise.push(line)
  }
  throw await session.failure(noise.slice(-20).join('\n'))
}

async function* linesOf({ session }: Bootstrap, noise: readonly string[]): AsyncGenerator<string> {
  let said = 0
  for (
    let line = await session.output.line(maxLine);
    line !== null;
    line = await session.output.line(maxLine)
  ) {
    said += line.length + 1
    if (said > maxSaid) throw new CabestanError('protocol.garbage', { start: printable(noise[0] ?? line) })
    yield line
  }
}

interface Course {
  readonly bootstrap: Bootstrap
  readonly greeting: Greeting
  readonly installation: Installation
}

async function follow(said: Exclude<Said, { word: 'hello' }>, course: Course): Promise<void> {
  const { bootstrap, greeting, installation } = course
  const values = { host: bootstrap.session.destination, user: greeting.user }
  switch (said.word) {
    case 'no-sudo':
      throw new CabestanError('sudo.missing', values)
    case 'no-terminal':
      throw new CabestanError('sudo.terminal', values)
    case 'password':
      return giveSudoPassword(bootstrap, greeting.user)
    default:
      return installation.follow(said)
  }
}

function readHello(line: string): EngineHello {
  try {
    return EngineHello.parse(JSON.parse(line))
  } catch (cause) {
    throw new CabestanError('protocol.garbage', { start: printable(line) }, { cause })
  }
}
