import type { Host } from '../host/host.ts'
import type { ReleaseContext } from './context.ts'
import type { Colour, Places } from './places.ts'

/** Where bin/process notes which process became the web server: a second one there means that the first fell over. */
export function startedMark({ run }: Places, colour: Colour): string {
  return `${run}/started-web-${colour}`
}

/** Once the former release is gone there is room for all of them: gunicorn adds a worker at each TTIN. */
export async function growWorkers({ host, order: { web }, places, colour, live }: ReleaseContext) {
  if (!live || web.workers <= web.firstWorkers) return
  await changeWorkers({ host, places, colour }, web.workers - web.firstWorkers)
}

interface Where {
  readonly host: Host
  readonly places: Places
  readonly colour: Colour
}

/** To so many, whatever there are. */
export async function setWorkers(where: Where, count: number): Promise<void> {
  const master = await masterOf(where)
  const workers = master === null ? 0 : await workersOf(where.host, master)
  if (workers > 0) await changeWorkers(where, count - workers)
}

/** As supervisor knows it: a file that the application may write could name any process of the machine. */
async function masterOf({ host, places, colour }: Where): Promise<string | null> {
  const { stdout } = await host.exec(['supervisorctl', 'pid', `${places.name}-${colour}`])
  return /^[1-9][0-9]*$/.test(stdout.trim()) ? stdout.trim() : null
}

/** The most that there were within a moment: one that is just being replaced counts too. */
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
    // Signals of one kind that come too close together count as one.
    await host.clock.sleep(100)
  }
}
