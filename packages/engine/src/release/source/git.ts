import type { CabestanError } from '@cabestan/protocol/failures'
import type { ExecOptions, ExecResult, Host } from '../../host/host.ts'
import { failedAt } from './disk.ts'

/**
 * git as root, on what others wrote: nothing that the machine's own settings or a repository name may run, and
 * no name may be checked out that some file system takes for `.git`.
 */
const settings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.protectHFS=true',
  'core.protectNTFS=true',
  'core.symlinks=true',
  // A small server has no memory for files of hundreds of megabytes.
  'core.bigFileThreshold=32m',
  'gc.auto=0',
  'maintenance.auto=false',
  'protocol.allow=never',
]

const environment = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
}

const patienceMs = 15 * 60_000

/** The application's repository on this server. */
export interface Repository {
  readonly host: Host
  readonly path: string
}

export interface GitOptions extends ExecOptions {
  readonly settings?: readonly string[]
  /** After everybody else: a site is being served meanwhile. */
  readonly nice?: boolean
}

export function git(
  { host, path }: Repository,
  argv: readonly string[],
  options: GitOptions = {},
): Promise<ExecResult> {
  const { settings: more = [], nice = false, ...rest } = options
  const given = [...settings, ...more].flatMap((setting) => ['-c', setting])
  const command = ['git', ...given, `--git-dir=${path}`, ...argv] as const
  return host.exec(nice ? ['nice', '-n', '19', ...command] : command, {
    timeoutMs: patienceMs,
    ...rest,
    environment: { ...environment, ...rest.environment },
  })
}

/** The output of a git that has to succeed. */
export async function gitOutput(
  repository: Repository,
  argv: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  const result = await git(repository, argv, options)
  if (result.code !== 0) throw await gitFailed(repository, argv, result)
  return result.stdout
}

export function gitFailed(
  { host, path }: Repository,
  argv: readonly string[],
  result: ExecResult,
): Promise<CabestanError> {
  return failedAt(host, path, ['git', ...argv], result)
}
