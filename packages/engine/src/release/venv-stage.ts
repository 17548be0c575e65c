import { run } from '../host/run.ts'
import { endBounded } from './bounded.ts'
import type { ReleaseContext, Stage } from './context.ts'
import { pythonFor } from './venv/choose-python.ts'
import { install } from './venv/install.ts'
import { installerFor } from './venv/installer.ts'
import { writeLists } from './venv/lists.ts'
import { networkOf } from './venv/network.ts'
import type { Python } from './venv/pythons.ts'
import { venvKey } from './venv/venv-key.ts'

/** The packages of a release. What was made of the same order before is used again: that costs one look. */
export const venvStage: Stage = {
  async run(context) {
    const { host, order, places, release, note } = context
    const network = await networkOf(host)
    const python = await pythonFor(context, network)
    note('venv.python', { version: python.version })
    const key = venvKey(order.venv, python)
    const venv = `${places.venvs}/${key}`
    if (await isWhole(context, venv)) note('venv.reused')
    else note('venv.made', { count: await make(context, { venv, python, network }) })
    await host.files.link(release.venv, `../../venvs/${key}`)
    return 'done'
  },

  async undo(context) {
    await endBounded({ host: context.host, user: context.order.name })
    await removeUnfinished(context)
  },
}

/** Written last: a venv without it was cut off while it was made, and is made again. */
const mark = 'complete'

async function isWhole({ host }: ReleaseContext, venv: string): Promise<boolean> {
  return (await host.files.stat(`${venv}/${mark}`)) !== null
}

interface Making {
  readonly venv: string
  readonly python: Python
  readonly network: Readonly<Record<string, string>>
}

async function make(context: ReleaseContext, { venv, python, network }: Making): Promise<number> {
  const { host, order } = context
  await endBounded({ host, user: order.name })
  await layOut(context)
  await removeUnfinished(context)
  const installer = await installerFor(context, python, network)
  const lists = await writeLists(context)
  await host.files.createDirectory(venv, { owner: order.name, group: order.name, mode: '0750' })
  const count = await install(context, installer, { venv, lists })
  await giveToRoot(context, venv)
  const attributes = { owner: 'root', group: order.name, mode: '0640' }
  await host.files.write(`${venv}/${mark}`, `${python.version}\n`, attributes)
  return count
}

async function layOut({ host, order: { name }, places }: ReleaseContext): Promise<void> {
  await host.files.createDirectory(places.venvs, { owner: 'root', group: 'root', mode: '0711' })
  await host.files.createDirectory(places.cache, { owner: name, group: name, mode: '0700' })
}

async function removeUnfinished(context: ReleaseContext): Promise<void> {
  const { host, places } = context
  for (const name of (await host.files.list(places.venvs)) ?? []) {
    const venv = `${places.venvs}/${name}`
    if (!(await isWhole(context, venv))) await host.files.remove(venv)
  }
}

/** The application runs out of it and cannot change it. All of it is on the disk before its mark is. */
async function giveToRoot({ host, order }: ReleaseContext, venv: string): Promise<void> {
  await run(host, ['chown', '--recursive', '--no-dereference', `root:${order.name}`, venv])
  await run(host, ['chmod', '--recursive', 'u=rwX,g=rX,o=', venv])
  await run(host, ['sync', '--file-system', venv])
}
