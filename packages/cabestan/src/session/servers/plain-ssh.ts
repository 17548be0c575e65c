import { type ChildProcess, spawn } from 'node:child_process'
import { CabestanError } from '@cabestan/protocol/failures'
import { rememberedLogin } from '../../connection/known-servers.ts'
import { sshDestination, type Target } from '../../connection/target.ts'
import { exitCodes } from '../../invocation.ts'
import { asTyped } from '../../report/text/shell-words.ts'
import { passOn } from '../../report/whole-output.ts'
import { Aside } from './aside.ts'
import { behind } from './own-output.ts'

interface Telling {
  /** Only the output that follows it is shown. */
  readonly mark?: string
  /** Why the server is not reached, where ssh says that it is not. */
  readonly why?: () => Promise<CabestanError | null>
}

/** Runs the person's own ssh with their terminal and returns its exit code. */
export async function plainSsh(argv: readonly string[], { mark, why }: Telling = {}): Promise<number> {
  const aside = why ? new Aside((text) => void process.stderr.write(text)) : null
  const code = await ended(argv, mark ?? null, aside)
  if (aside?.hasComplaint) {
    aside.drop()
    const failure = code === unreached ? await why?.() : null
    if (failure) throw failure
    aside.release()
  }
  return code
}

/** Of ssh itself. A program on the server may end with it too. */
const unreached = 255

function ended(argv: readonly string[], mark: string | null, aside: Aside | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh', [...argv], {
      stdio: ['inherit', mark === null ? 'inherit' : 'pipe', aside === null ? 'inherit' : 'pipe'],
    })
    child.stderr?.on('data', (piece: Buffer) => aside?.push(piece))
    const said = mark === null ? Promise.resolve() : tell(child, mark)
    said.catch((thrown) => {
      child.kill()
      reject(thrown)
    })
    let interrupted = false
    const interrupt = () => {
      interrupted = true
      child.kill('SIGINT')
    }
    // Once ssh has given the remote program a terminal, Ctrl-C is a letter that is sent there and no signal here.
    process.removeAllListeners('SIGINT').on('SIGINT', interrupt)
    process.removeAllListeners('SIGTERM').on('SIGTERM', interrupt)
    child.on('error', (cause) => reject(new CabestanError('ssh.missing', {}, { cause })))
    // A connection that ssh keeps open for later ones holds what we read from it for as long.
    child.on('exit', () => setTimeout(() => child.stderr?.destroy(), lingeringMs).unref())
    // A terminal tells both of a Ctrl-C, and that ssh has ended by it may be heard here before the signal is.
    child.on('close', (code, signal) =>
      said.then(
        () =>
          resolve(interrupted || signal === 'SIGINT' ? exitCodes.interrupted : (code ?? exitCodes.failed)),
        () => {},
      ),
    )
  })
}

const lingeringMs = 1000

async function tell({ stdout }: ChildProcess, mark: string): Promise<void> {
  for await (const piece of behind(mark, stdout as AsyncIterable<Buffer>)) await passOn(piece, process.stdout)
}

/** Input and output must both be terminals: a remote terminal would put carriage returns into a pipe. */
export function hasTerminal(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY
}

/** Connects as the user that the first run makes, and before that run as the configuration says. */
export async function sshArgumentsFor(
  target: Target,
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<string[]> {
  const { options, host } = sshDestination(target.destination)
  const login = await rememberedLogin(target, environment)
  return [
    ...target.sshOptions,
    // As all other commands: by itself ssh waits for two minutes, and in silence.
    ...['-o', 'ConnectTimeout=15'],
    ...options,
    ...(login === null ? [] : ['-l', login]),
    '--',
    host,
    ...remoteCommand(command),
  ]
}

/**
 * ssh hands one text to a shell. Several words arrive as they were typed here; a single one may be a whole
 * shell line, as people are used to.
 */
export function remoteCommand(command: readonly string[]): string[] {
  return command.length > 1 ? [asTyped(command)] : [...command]
}
