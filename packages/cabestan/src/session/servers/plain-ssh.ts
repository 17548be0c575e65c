import { type ChildProcess, spawn } from 'node:child_process'
import { CabestanError } from '@cabestan/protocol/failures'
import { rememberedLogin } from '../../connection/known-servers.ts'
import { sshDestination, type Target } from '../../connection/target.ts'
import { exitCodes } from '../../invocation.ts'
import { asTyped } from '../../report/text/shell-words.ts'
import { passOn } from '../../report/whole-output.ts'
import { behind } from './own-output.ts'

/** The person's own ssh, with their terminal; answers its exit code. Of what it says only what comes behind a mark, if any. */
export function plainSsh(argv: readonly string[], mark: string | null = null): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh', [...argv], {
      stdio: ['inherit', mark === null ? 'inherit' : 'pipe', 'inherit'],
    })
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
    // Once ssh has given a terminal to the program at the other end, Ctrl-C is a letter that it brings there, and no signal.
    process.removeAllListeners('SIGINT').on('SIGINT', interrupt)
    process.removeAllListeners('SIGTERM').on('SIGTERM', interrupt)
    child.on('error', (cause) => reject(new CabestanError('ssh.missing', {}, { cause })))
    child.on('close', (code) =>
      said.then(
        () => resolve(interrupted ? exitCodes.interrupted : (code ?? exitCodes.failed)),
        () => {},
      ),
    )
  })
}

async function tell({ stdout }: ChildProcess, mark: string): Promise<void> {
  for await (const piece of behind(mark, stdout as AsyncIterable<Buffer>)) await passOn(piece, process.stdout)
}

/** Both ends: a pipe would be spoilt by carriage returns. */
export function hasTerminal(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY
}

/** As the user that the first run made, once it has; before that as the configuration says. */
export async function sshArgumentsFor(
  target: Target,
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<string[]> {
  const { options, host } = sshDestination(target.destination)
  const login = await rememberedLogin(target, environment)
  return [
    ...target.sshOptions,
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
