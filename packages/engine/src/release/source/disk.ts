import { CabestanError } from '@cabestan/protocol/failures'
import type { Argv, ExecOptions, ExecResult, Host } from '../../host/host.ts'
import { commandFailed } from '../../host/run.ts'

/** What failed while it wrote there: a full disk is a failure of its own, because its owner can do something. */
export function failedAt(path: string, argv: Argv, result: ExecResult): CabestanError {
  const failure = commandFailed(argv, result)
  if (!isDiskFull(result)) return failure
  return new CabestanError('disk.full', { path }, { detail: failure.failure.detail })
}

/** In the words of the system, of git and of SQLite. */
export function isDiskFull({ stderr }: Pick<ExecResult, 'stderr'>): boolean {
  return /No space left on device|Disk quota exceeded|Out of diskspace|database or disk is full/.test(stderr)
}

/** For a program that does not say why it could not write. */
export async function hasRoom(host: Host, path: string): Promise<boolean> {
  const { code, stdout } = await host.exec(['df', '--block-size=1k', '--output=avail,iavail', '--', path])
  const [blocks = 0, inodes = 0] = (stdout.split('\n')[1] ?? '').trim().split(/\s+/).map(Number)
  return code !== 0 || (blocks > 64 && inodes !== 0)
}

export async function runAt(host: Host, path: string, argv: Argv, options?: ExecOptions): Promise<void> {
  const result = await host.exec(argv, options)
  if (result.code !== 0) throw failedAt(path, argv, result)
}
