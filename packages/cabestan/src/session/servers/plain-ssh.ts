import { spawn } from 'node:child_process'
import { CabestanError } from '@cabestan/protocol/failures'
import { rememberedLogin } from '../../connection/known-servers.ts'
import { sshDestination, type Target } from '../../connection/target.ts'
import { exitCodes } from '../../invocation.ts'
import { asTyped } from '../../report/text/shell-words.ts'

/** The person's own ssh, with their terminal; answers its exit code. */
export function plainSsh(argv: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh', [...argv], { stdio: 'inherit' })
    let interrupted = false
    const interrupt = () => {
      interrupted = true
      child.kill('SIGINT')
    }
    // In a terminal Ctrl-C belongs to the program at the other end, and ssh brings it there.
    process.removeAllListeners('SIGINT').on('SIGINT', hasTerminal() ? () => {} : interrupt)
    process.removeAllListeners('SIGTERM').on('SIGTERM', interrupt)
    child.on('error', (cause) => reject(new CabestanError('ssh.missing', {}, { cause })))
    child.on('close', (code) => resolve(interrupted ? exitCodes.interrupted : (code ?? exitCodes.failed)))
  })
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
