import type { ProcessState } from '@cabestan/protocol/applications'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import type { Host } from '../../host/host.ts'
import type { LiveRelease } from '../context.ts'
import type { Places } from '../places.ts'
import { isOutdated } from './outdated.ts'
import { readScale } from './scale.ts'
import { startedMark, timesFallen } from './started-mark.ts'
import { programStates } from './supervisor.ts'

interface Running {
  readonly host: Host
  readonly places: Places
  readonly order: Pick<ReleaseOrder, 'programs' | 'web'>
  readonly live: Pick<LiveRelease, 'colour' | 'places'>
}

/**
 * The states that supervisor knows, and what it cannot know: how often a process crashed, and which ones are scaled
 * to none.
 */
export async function processStates(running: Running): Promise<ProcessState[]> {
  const { host, places, order, live } = running
  const [states, scale] = await Promise.all([programStates(host), readScale(host, places)])
  const names = namesOf(running)
  const known = states.flatMap((state) => {
    const [program = '', process = program] = state.program.split(':')
    const name = names.get(program)
    if (name === undefined) return []
    // supervisor names the third of several `disquaire-worker:disquaire-worker-3`.
    const which = name === 'web' ? live.colour : process.slice(program.length + 1) || '1'
    return [{ name, state, mark: startedMark(places, name, which) }]
  })
  const there = known.map(async ({ name, state, mark }) => {
    const [fallen, outdated] = await Promise.all([timesFallen(host, mark), isOutdated(host, state.detail)])
    return { name, ...state, release: live.places.number, fallen, outdated }
  })
  const away = order.programs.filter(({ name, count }) => (scale[name] ?? count) === 0)
  const none = away.map(({ name, program }) => ({ name, program, state: 'NONE', detail: '', release: null }))
  return [...(await Promise.all(there)), ...none]
}

function namesOf({ order, live }: Running): ReadonlyMap<string, string> {
  return new Map([
    [order.web.programs[live.colour], 'web'],
    ...order.programs.map(({ program, name }) => [program, name] as const),
  ])
}
