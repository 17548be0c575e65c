import { CabestanError } from '@cabestan/protocol/failures'
import { inMegabytes, readRoom } from '../../facts/room.ts'
import type { Host } from '../../host/host.ts'
import { writeRelease } from '../../ledger/releases.ts'
import { valueIn } from '../../steps/environment-text.ts'
import { askColour } from '../colour/page.ts'
import type { ReleaseContext, Stage } from '../context.ts'
import { colours, type Places, startingMark } from '../places.ts'
import { runsProgram, stopProgram } from '../processes/supervisor.ts'

/** What a source, a venv and static files take at the least, beside what is there. */
const neededMegabytes = 400
const neededInodes = 5000

/** Nothing of the release is begun before this: what cannot end well is said here. */
export const preflightStage: Stage = {
  async run(context) {
    await assertKeys(context)
    await assertRoom(context)
    await confirmLive(context)
    await clearLeftOvers(context)
    await lookAtLive(context)
    return 'done'
  },
}

/** All of them at once: nobody wants to learn them one by one. */
async function assertKeys({ host, order, places }: ReleaseContext): Promise<void> {
  const text = (await host.files.readText(places.environment)) ?? ''
  const missing = order.needed.filter(
    (key) => !(key in order.environment) && valueIn(text, key) === undefined,
  )
  if (missing.length === 0) return
  throw new CabestanError('release.keys-missing', { keys: missing.join(', '), first: missing[0] ?? '' })
}

async function assertRoom({ host, places }: ReleaseContext): Promise<void> {
  const path = places.home
  const { free, freeInodes } = await readRoom(host, path)
  const megabytes = inMegabytes(free)
  if (megabytes < neededMegabytes)
    throw new CabestanError('release.disk', { path, free: `${megabytes} MB`, need: `${neededMegabytes} MB` })
  if (freeInodes !== null && freeInodes < neededInodes)
    throw new CabestanError('release.disk', { path, inodes: `${freeInodes}` })
}

/** A run that was cut off behind its switch could not say so any more: visitors have had that release since. */
async function confirmLive({ host, order, live }: ReleaseContext): Promise<void> {
  if (live?.record?.verdict !== 'unfinished') return
  await writeRelease(host, order.name, { ...live.record, verdict: 'good', stage: null })
}

/** A release that was cut off left a directory, a mark, or a colour that runs without being live. */
async function clearLeftOvers(context: ReleaseContext): Promise<void> {
  const { host, order, places, live, colour, note } = context
  for (const each of colours) await host.files.remove(startingMark(places, each))
  const program = order.web.programs[colour]
  if (await runsProgram(host, program)) await stopProgram(host, program, order.web.stopSeconds)
  const names = (await unfinished(host, places)).filter((name) => name !== live?.places.directoryName)
  for (const name of names) await host.files.remove(`${places.releases}/${name}`)
  if (names.length > 0) note('left-over.removed', { names: names.join(', ') })
}

/** The seal is the last thing that a release gets; whatever has none was never whole. */
async function unfinished(host: Host, { releases }: Places): Promise<string[]> {
  const names = (await host.files.list(releases)) ?? []
  const sealed = await Promise.all(names.map((name) => host.files.stat(`${releases}/${name}/release.json`)))
  return names.filter((name, index) => sealed[index] === null && /^[0-9]+-[0-9a-f]+$/.test(name))
}

type Looking = Pick<ReleaseContext, 'host' | 'places' | 'live' | 'note'> & {
  readonly order: Pick<ReleaseContext['order'], 'probe'>
}

/** Worth knowing beforehand: a site that is down already is not brought down by this release. */
export async function lookAtLive({ host, order, places, live, note }: Looking): Promise<void> {
  if (!live) return
  const { status } = await askColour(host, places, { colour: live.colour, probe: order.probe })
  if (status === null) note('former.silent')
  else if (status >= 500) note('former.unhealthy', { answer: status })
}
