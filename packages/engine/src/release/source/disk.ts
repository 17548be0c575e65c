import { CabestanError } from '@cabestan/protocol/failures'
import { readRoom } from '../../facts/room.ts'
import type { Argv, ExecOptions, ExecResult, Host } from '../../host/host.ts'
import { commandFailed } from '../../host/run.ts'

/** What failed while it wrote there: a full disk is a failure of its own, because its owner can do something. */
export async function failedAt(
  host: Host,
  path: string,
  argv: Argv,
  result: ExecResult,
): Promise<CabestanError> {
  const failure = commandFailed(argv, result)
  if (!(await lackedRoom(host, path, result))) return failure
  return new CabestanError('disk.full', { path }, { detail: failure.failure.detail })
}

/** In the words of the system, of git and of SQLite. */
export function isDiskFull({ stderr }: Pick<ExecResult, 'stderr'>): boolean {
  return /No space left on device|Disk quota exceeded|Out of diskspace|database or disk is full/.test(stderr)
}

/** Whether what failed lacked room: not every program says why it could not write, as git does not of each file. */
export async function lackedRoom(host: Host, path: string, result: ExecResult): Promise<boolean> {
  return isDiskFull(result) || !(await hasRoom(host, path))
}

async function hasRoom(host: Host, path: string): Promise<boolean> {
  const room = await readRoom(host, path).catch(() => null)
  return room === null || (room.free > 64 * 1024 && room.freeInodes !== 0)
}

export async function runAt(host: Host, path: string, argv: Argv, options?: ExecOptions): Promise<void> {
  const result = await host.exec(argv, options)
  if (result.code !== 0) throw await failedAt(host, path, argv, result)
}
