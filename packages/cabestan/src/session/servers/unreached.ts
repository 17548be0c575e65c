import { spawn } from 'node:child_process'
import type { CabestanError } from '@cabestan/protocol/failures'
import { rememberedLogin } from '../../connection/known-servers.ts'
import { sshFailure } from '../../connection/ssh-failures.ts'
import { SshLog } from '../../connection/ssh-log.ts'
import { destinationAs, type Target } from '../../connection/target.ts'
import { sshArgumentsFor } from './plain-ssh.ts'

/**
 * Why a server is not reached; null: it is. Asked once more, because the complaint may be that of a program on the server
 * that uses ssh itself.
 */
export async function whyUnreached(
  target: Target,
  environment: NodeJS.ProcessEnv,
): Promise<CabestanError | null> {
  const argv = ['-T', ...asking, ...(await sshArgumentsFor(target, ['true'], environment))]
  const log = new SshLog()
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn('ssh', argv, {
      env: { ...environment, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => log.push(text))
    child.on('error', () => resolve(null)).on('close', resolve)
  })
  if (code !== 255 || log.authenticatedBy !== null) return null
  const host = destinationAs(target.destination, await rememberedLogin(target, environment))
  const failure = sshFailure(log, { host, passwordGiven: false, lockedKey: null })
  return /^host(?:-key)?\./.test(failure.failure.code) ? failure : null
}

const asking = ['BatchMode=yes', 'LogLevel=DEBUG1', 'ConnectTimeout=5', 'ControlPath=none'].flatMap(
  (setting) => ['-o', setting],
)
