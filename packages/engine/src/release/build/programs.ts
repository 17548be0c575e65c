import { CabestanError, type FailureCode } from '@cabestan/protocol/failures'
import { hookCommands, type ReleaseOrder } from '@cabestan/protocol/orders'
import { inRelease } from '../command.ts'
import type { ReleaseContext } from '../context.ts'

/**
 * Checked now: a process whose program does not exist would otherwise be noticed only after the switch, a hook when the
 * database is migrated already, and what cron starts by nobody.
 */
export async function findPrograms({ host, order, release }: Asked): Promise<void> {
  const wanted = [...programsOf(order), ...programsOfHooks(order), ...programsOfCron(order)]
  if (wanted.length === 0) return
  const argv = ['sh', '-c', missing, 'sh', ...wanted.map(({ program }) => program)]
  const { stdout } = await inRelease({ host, user: order.name, release }, argv)
  const absent = new Set(stdout.split('\n'))
  const first = wanted.find(({ program }) => absent.has(program))
  if (first) throw new CabestanError(codeFor(first), first)
}

function codeFor(absent: object): FailureCode {
  if ('hook' in absent) return 'build.hook-program'
  return 'schedule' in absent ? 'build.schedule-program' : 'build.program'
}

/** Of this the release's own script `run` makes Django's command. */
const isManage = (program: string) => /^(?:\.\/)?manage\.py$/.test(program)

type Asked = Pick<ReleaseContext, 'host' | 'order' | 'release'>

function programsOf({ programs }: ReleaseOrder) {
  return programs.flatMap(({ name, runs, count }) =>
    runs === undefined || count === 0 ? [] : [{ process: name, program: runs }],
  )
}

function programsOfHooks({ hooks }: ReleaseOrder) {
  return hookCommands(hooks).flatMap(({ key, words: [program] }) =>
    program === undefined || isManage(program) ? [] : [{ hook: key, program }],
  )
}

function programsOfCron({ schedules }: ReleaseOrder) {
  return schedules.flatMap(({ name, runs }) => (isManage(runs) ? [] : [{ schedule: name, program: runs }]))
}

const missing = 'for each; do command -v -- "$each" >/dev/null || printf "%s\\n" "$each"; done'
