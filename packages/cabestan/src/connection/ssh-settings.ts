import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sshDestination, type Target } from './target.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The files in which ssh, by its own configuration, would look for a key for this server. */
export async function identityFiles(target: Target, environment: Environment): Promise<string[]> {
  const { options, host } = sshDestination(target.destination)
  const argv = [...target.sshOptions, ...options, '-G', '--', host]
  const settings = await printed('ssh', argv, environment)
  return settings
    .split(/\r?\n/)
    .filter((line) => line.startsWith('identityfile '))
    .map((line) => line.slice('identityfile '.length))
}

/** A program's output, or nothing where it failed or is not installed. */
export async function printed(
  program: string,
  argv: readonly string[],
  environment: Environment,
): Promise<string> {
  const options = { env: { ...environment }, timeout: 10_000, windowsHide: true }
  return promisify(execFile)(program, [...argv], options).then(
    ({ stdout }) => stdout,
    () => '',
  )
}
