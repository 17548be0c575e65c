import type { ReleaseContext } from '../context.ts'
import { hasMemory } from '../memory.ts'
import { restingMark } from '../places.ts'
import { startedMark } from './started-mark.ts'
import { signalProgram } from './supervisor.ts'

/** Room for a Python that builds, or a second web process beside the first, and for the files that both read. */
const neededMegabytes = 250

/**
 * Where memory is short, what loses nothing by it is away while a release is made. It comes back with the release or
 * without it; where this run is cut off, bin/process brings it back after some minutes.
 */
export async function rest({ host, order, places, live }: ReleaseContext): Promise<void> {
  const resting = order.programs.filter(({ rests }) => rests)
  if (!live || resting.length === 0 || (await hasMemory(host, neededMegabytes))) return
  for (const { name, program } of resting) {
    // Its start is intended, so it does not count as a crash.
    await host.files.remove(startedMark(places, name, 1))
    await host.files.write(restingMark(places, name), '', { owner: 'root', group: order.name, mode: '0640' })
    // supervisor starts it again at once, and bin/process then waits instead of running it.
    await signalProgram(host, program, 'TERM')
  }
}

export async function wake({ host, order, places }: ReleaseContext): Promise<void> {
  for (const { name } of order.programs) await host.files.remove(restingMark(places, name))
}
