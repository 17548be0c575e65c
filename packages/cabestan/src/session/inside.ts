import { spawn } from 'node:child_process'
import { CabestanError } from '@cabestan/protocol/failures'
import { exitCodes, type Invocation } from '../invocation.ts'
import { homeDirectory } from '../stack/application-paths.ts'
import { firstServer } from './one-server.ts'
import { plainSsh, sshArgumentsFor } from './plain-ssh.ts'
import { openSite } from './site.ts'
import { targetFor } from './targets.ts'

/** A command in the live release, by the same program that an administrator there would type. */
export async function inApplication(command: readonly string[], invocation: Invocation): Promise<number> {
  const { options, report, environment } = invocation
  const { configuration } = await openSite(invocation)
  const server = firstServer(options.server, configuration)
  const target = await targetFor(server, { configuration, report })
  report.idle(server.destination)
  const program = `${homeDirectory(configuration.name)}/bin/run`
  const sshFor = (words: readonly string[]) => sshArgumentsFor(target, words, environment)
  const code = await plainSsh([...terminalWish(), ...(await sshFor(['sudo', program, ...command]))])
  if (code !== exitCodes.done && (await isMissing(await sshFor(['test', '-e', program])))) {
    const { app, environment: name } = configuration
    throw new CabestanError('release.none', { app, environment: name })
  }
  return code
}

/** A terminal there where there is one here: both ends, or a pipe would be spoilt by carriage returns. */
function terminalWish(): string[] {
  return process.stdin.isTTY && process.stdout.isTTY ? ['-t'] : []
}

/** Asks nobody anything: whoever needs a password for each login has read ssh's own words already. */
function isMissing(argv: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('ssh', ['-o', 'BatchMode=yes', ...argv], { stdio: 'ignore' })
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 1))
  })
}
