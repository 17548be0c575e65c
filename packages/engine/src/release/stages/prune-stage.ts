import type { ReleaseRecord } from '@cabestan/protocol/releases'
import { inMegabytes, readRoom } from '../../facts/room.ts'
import type { Host } from '../../host/host.ts'
import { outputOf } from '../../host/run.ts'
import { pruneRecords, readReleases } from '../../ledger/releases.ts'
import { releaseOf } from '../colour/live.ts'
import type { ReleaseContext, Stage } from '../context.ts'
import { colours, type Places } from '../places.ts'
import { fallenSoFar } from '../processes/process-health.ts'
import { pruneSource } from '../source/prune-source.ts'

/** A disk with less than this is nearly full: history is worth less than room to work in. */
const scarceMegabytes = 1500

/** Old releases, and venvs that none of those kept runs on, go; never the live one, nor the one before it. */
export const pruneStage: Stage = {
  async run(context) {
    const { host, order, places, note } = context
    const kept = await keptDirectories(context)
    const going = ((await host.files.list(places.releases)) ?? []).filter((name) => !kept.has(name))
    for (const name of going) await host.files.remove(`${places.releases}/${name}`)
    await pruneVenvs(host, places)
    await pruneSource(host, places, await commitsOf(host, order.name, kept))
    await pruneRecords(host, order.name)
    await pruneCache(context)
    await tellFallen(context)
    if (going.length === 0) return 'skipped'
    note('pruned', { numbers: going.map((name) => Number.parseInt(name, 10)).join(', ') })
    return 'done'
  },
}

/** What was seen to start may have fallen over since, and supervisor starts it again and again. */
async function tellFallen({ host, order, places, note }: ReleaseContext): Promise<void> {
  for (const { name, count } of order.programs) {
    const fallen = await fallenSoFar(host, places, { process: name, count })
    if (fallen > 0) note('process.fallen', { process: name })
  }
}

async function keptDirectories(context: ReleaseContext): Promise<ReadonlySet<string>> {
  const { host, order, places, release, note } = context
  const count = (await isScarce(host, places)) ? Math.min(2, order.keep) : order.keep
  if (count < order.keep) note('prune.kept-for-disk', { count })
  const records = await readReleases(host, order.name)
  const good = records.filter(({ verdict }) => verdict === 'good').map(({ directory }) => directory)
  const named = await Promise.all(colours.map((colour) => releaseOf(host, places, colour)))
  const needed = [...named.filter((name) => name !== null), ...(await atWork(host, places))]
  const lastGood = good.filter((name) => name !== release.directoryName).slice(-Math.max(1, count - 1))
  return new Set([release.directoryName, ...lastGood, ...needed])
}

/** A scheduled command, or a person in a shell, may not be done with the release in which it began. */
async function atWork(host: Host, { releases }: Places): Promise<string[]> {
  const processes = ((await host.files.list('/proc')) ?? []).filter((name) => /^[0-9]+$/.test(name))
  // One that ended meanwhile is nowhere.
  const cwd = (pid: string) => host.files.readLink(`/proc/${pid}/cwd`).catch(() => null)
  const directories = await Promise.all(processes.map(cwd))
  return directories.flatMap((directory) => {
    if (!directory?.startsWith(`${releases}/`)) return []
    return directory.slice(releases.length + 1).split('/', 1)
  })
}

async function isScarce(host: Host, { home }: Places): Promise<boolean> {
  const { free } = await readRoom(host, home)
  return inMegabytes(free) < scarceMegabytes
}

async function pruneVenvs(host: Host, { venvs, releases }: Places): Promise<void> {
  const names = (await host.files.list(releases)) ?? []
  const used = await Promise.all(names.map((name) => host.files.readLink(`${releases}/${name}/venv`)))
  const kept = new Set(used.map((target) => target?.split('/').at(-1)))
  for (const name of (await host.files.list(venvs)) ?? []) {
    if (!kept.has(name)) await host.files.remove(`${venvs}/${name}`)
  }
}

/** What installers and builds keep for the next time: nothing runs out of it. */
const mostCachedMegabytes = 2000

/** Each package that was ever installed leaves its files there, in each of its versions. */
async function pruneCache({ host, places, note }: ReleaseContext): Promise<void> {
  if ((await host.files.stat(places.cache)) === null) return
  // 0 where it cannot be told.
  const said = await outputOf(host, ['nice', '-n', '10', 'du', '-sm', '--', places.cache])
  const megabytes = Number.parseInt(said, 10) || 0
  if (megabytes < mostCachedMegabytes && !(await isScarce(host, places))) return
  await host.files.remove(places.cache)
  note('prune.cache', { megabytes })
}

async function commitsOf(host: Host, name: string, kept: ReadonlySet<string>): Promise<string[]> {
  const records = await readReleases(host, name)
  const isKept = ({ directory }: ReleaseRecord) => kept.has(directory)
  return records.filter(isKept).map(({ commit }) => commit.id)
}
