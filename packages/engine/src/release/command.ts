import type { Argv, ExecOptions, ExecResult, Host } from '../host/host.ts'
import type { ReleasePlaces } from './places.ts'

/** What it takes to run a command of the application. */
export interface Inside {
  readonly host: Host
  /** The user that the application runs as. */
  readonly user: string
  readonly release: ReleasePlaces
}

/** Runs a command in the environment of a release, as the application's own user. */
export function inRelease(
  { host, user, release }: Inside,
  argv: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  return host.exec(asUser(user, [release.run, ...argv]), options)
}

export function asUser(user: string, argv: readonly string[]): Argv {
  return ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--init-groups', '--no-new-privs', '--', ...argv]
}
