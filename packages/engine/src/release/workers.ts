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

export async function changeWorkers({ host, places, colour }: Where, by: number): Promise<void> {
  const pid = (await host.files.readText(startedMark(places, colour)))?.trim() ?? ''
  if (!/^[0-9]+$/.test(pid)) return
  const signal = by > 0 ? '-TTIN' : '-TTOU'
  for (let count = 0; count < Math.abs(by); count += 1) {
    await host.exec(['kill', signal, pid])
    // Signals of one kind that come too close together count as one.
    await host.clock.sleep(100)
  }
}
