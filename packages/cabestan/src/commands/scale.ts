import { CabestanError } from '@cabestan/protocol/failures'
import { ProgramName } from '@cabestan/protocol/names'
import type { Invocation } from '../invocation.ts'
import { runTask } from '../session/release/deployment.ts'
import { onApplications } from '../session/servers/application.ts'

const help = 'cabestan scale --help'
const most = 200

/** One server after the other, so that their reports do not mix. */
export async function run(invocation: Invocation): Promise<number> {
  const wishes = invocation.words.map(wishIn)
  if (wishes.length === 0) throw new CabestanError('usage.argument-missing', { word: 'PROCESS=N', help })
  return onApplications(invocation, async (visit) => {
    for (const wish of wishes) await runTask(visit, 'scale', { owner: visit.owner, ...wish })
  })
}

interface Wish {
  readonly process: string
  readonly count: number
}

/** A site without a web process is an outage, which `maintenance on` expresses better. */
export function wishIn(word: string): Wish {
  const [, process = '', number = ''] = /^([^=]+)=(\d{1,3})$/.exec(word) ?? []
  const count = Number(number)
  const least = process === 'web' ? 1 : 0
  if (ProgramName.safeParse(process).success && number !== '' && count >= least && count <= most) {
    return { process, count }
  }
  const pause = process === 'web' && number !== '' && count === 0 ? { pause: 'cabestan maintenance on' } : {}
  // The choices name the process that was typed, or a worker where that is no possible name.
  const of = ProgramName.safeParse(word.split('=')[0]).success ? word.split('=')[0] : 'worker'
  const choices = `${of}=${of === 'web' ? 1 : 0} – ${of}=${most}`
  throw new CabestanError('usage.value', { word: 'PROCESS=N', value: word, choices, help, ...pause })
}
