import type { Host } from '../../host/host.ts'
import type { ReleaseContext } from '../context.ts'
import { type Colour, type Places, startingMark } from '../places.ts'
import { programStates } from './supervisor.ts'

/** Adds the remaining workers, now that there is room for them: gunicorn starts one worker for each TTIN. */
export async function growWorkers(context: ReleaseContext, now: 'switch' | 'drain'): Promise<void> {
  const { host, order, places, colour, live } = context
  const { workers, firstWorkers, growsAfter } = order.web
  if (growsAfter !== now) return
  // If gunicorn's master crashes from here on, it starts with all of them.
  await host.files.remove(startingMark(places, colour))
  if (live && workers > firstWorkers) await changeWorkers({ host, places, colour }, workers - firstWorkers)
}

interface Where {
  readonly host: Host
  readonly places: Places
  readonly colour: Colour
}

/** Sets the number of workers, whatever there are now. */
export async function setWorkers(where: Where, count: number): Promise<void> {
  const master = await masterOf(where)
  const workers = master === null ? 0 : await workersOf(where.host, master)
  if (workers > 0) await changeWorkers(where, count - workers)
}

/**
 * The process number that supervisor knows: a file that the application can write to could name any process of the
 * machine.
 */
async function masterOf({ host, places, colour }: Where): Promise<string | null> {
  const states = await programStates(host)
  const state = states.find(({ program }) => program === `${places.name}-${colour}`)
  return /^pid ([1-9][0-9]*),/.exec(state?.detail ?? '')?.[1] ?? null
}

/** The highest number seen within a moment, because a worker that is being replaced counts too. */
async function workersOf(host: Host, master: string): Promise<number> {
  let most = 0
  for (let look = 0; look < 6; look += 1) {
    most = Math.max(most, await childrenOf(host, master))
    await host.clock.sleep(200)
  }
  return most
}

async function childrenOf(host: Host, pid: string): Promise<number> {
  const text = (await host.files.readText(`/proc/${pid}/task/${pid}/children`)) ?? ''
  return text.split(' ').filter(Boolean).length
}

async function changeWorkers(where: Where, by: number): Promise<void> {
  const { host } = where
  const master = await masterOf(where)
  if (master === null) return
  const signal = by > 0 ? '-TTIN' : '-TTOU'
  for (let count = 0; count < Math.abs(by); count += 1) {
    await host.exec(['kill', signal, master])
    // Signals of one kind that follow each other too closely arrive as one.
    await host.clock.sleep(100)
  }
}
