import { CabestanError } from '@cabestan/protocol/failures'
import { inRelease } from '../command.ts'
import type { ReleaseContext } from '../context.ts'

/** Checked now, because a process whose program does not exist would otherwise be noticed only after the switch. */
export async function findPrograms({ host, order, release }: Asked): Promise<void> {
  const wanted = order.programs.flatMap(({ name, runs, count }) =>
    runs === undefined || count === 0 ? [] : [{ process: name, program: runs }],
  )
  if (wanted.length === 0) return
  const argv = ['sh', '-c', missing, 'sh', ...wanted.map(({ program }) => program)]
  const { stdout } = await inRelease({ host, user: order.name, release }, argv)
  const absent = new Set(stdout.split('\n'))
  const first = wanted.find(({ program }) => absent.has(program))
  if (first) throw new CabestanError('build.program', first)
}

type Asked = Pick<ReleaseContext, 'host' | 'order' | 'release'>

const missing = 'for each; do command -v -- "$each" >/dev/null || printf "%s\\n" "$each"; done'
