import type { Host } from '../../host/host.ts'
import { run } from '../../host/run.ts'
import { endBounded } from '../bounded.ts'
import type { ReleaseContext } from '../context.ts'
import { traversable } from '../places.ts'
import { pythonFor } from './choose-python.ts'
import { install } from './install.ts'
import { installerFor } from './installer.ts'
import { writeLists } from './lists.ts'
import { lostPython } from './lost-python.ts'
import { isAsMade, isWhole, markWhole } from './mark.ts'
import { networkOf } from './network.ts'
import type { Python } from './pythons.ts'
import { venvKey } from './venv-key.ts'

interface Making {
  readonly venv: string
  readonly python: Python
  readonly network: Readonly<Record<string, string>>
}

export async function makingOf(context: ReleaseContext): Promise<Making> {
  const { host, order, places } = context
  const network = await networkOf(host)
  const python = await pythonFor(context, network)
  return { venv: await untouched(host, `${places.venvs}/${venvKey(order.venv, python)}`), python, network }
}

/**
 * One into which somebody installed something, or whose Python went, is not used again; it stays, because the live
 * release runs on it.
 */
async function untouched(host: Host, venv: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? venv : `${venv}-${number}`
    if ((await isAsMade(host, name)) && (await lostPython(host, name)) === null) return name
  }
}

interface From {
  /** Where the lists are written that the installer reads. */
  readonly lists: string
  /** Where local packages lie. */
  readonly directory: string
}

/** Answers how many packages there are in it. */
export async function makeVenv(
  context: ReleaseContext,
  { venv, python, network }: Making,
  { lists: written, directory }: From,
): Promise<number> {
  const { host, order } = context
  await endBounded({ host, user: order.name })
  await layOut(context)
  await removeUnfinished(context)
  const installer = await installerFor(context, python, network)
  const lists = await writeLists(context, written)
  await host.files.createDirectory(venv, { owner: order.name, group: order.name, mode: '0750' })
  const count = await install(context, installer, { venv, lists, directory })
  await giveToRoot(context, venv)
  await markWhole(host, venv, { version: python.version, group: order.name })
  return count
}

async function layOut({ host, order: { name }, places }: ReleaseContext): Promise<void> {
  await host.files.createDirectory(places.venvs, traversable)
  await host.files.createDirectory(places.cache, { owner: name, group: name, mode: '0700' })
}

export async function removeUnfinished(context: ReleaseContext): Promise<void> {
  const { host, places } = context
  for (const name of (await host.files.list(places.venvs)) ?? []) {
    const venv = `${places.venvs}/${name}`
    if (!(await isWhole(host, venv))) await host.files.remove(venv)
  }
}

/** The application runs out of it and cannot change it. All of it is on the disk before its mark is. */
async function giveToRoot({ host, order }: ReleaseContext, venv: string): Promise<void> {
  await run(host, ['chown', '--recursive', '--no-dereference', `root:${order.name}`, venv])
  await run(host, ['chmod', '--recursive', 'u=rwX,g=rX,o=', venv])
  await run(host, ['sync', '--file-system', venv])
}
