import { spawn } from 'node:child_process'
import { CabestanError } from '@cabestan/protocol/failures'
import { rememberedLogin } from '../connection/known-servers.ts'
import { sshDestination, type Target } from '../connection/target.ts'
import { asTyped } from '../report/text/shell-words.ts'

/** The person's own ssh, with their terminal; answers its exit code. */
export function plainSsh(argv: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh', [...argv], { stdio: 'inherit' })
    // Ctrl-C belongs to the program at the other end.
    const ignore = () => {}
    process.removeAllListeners('SIGINT').on('SIGINT', ignore)
    child.on('error', (cause) => reject(new CabestanError('ssh.missing', {}, { cause })))
    child.on('close', (code) => resolve(code ?? 1))
  })
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
