import { shop } from '../harness/git-project.ts'
import { type Files, laySource, type Ordered, orderFor } from '../harness/laid-release.ts'
import type { Server } from '../harness/sandbox.ts'
import { runStages, type Staging, type Told } from '../harness/stages.ts'

export const series = { bookworm: '3.11', trixie: '3.13', jammy: '3.10', noble: '3.12', resolute: '3.14' }
export const unfinished =
  'find /srv/shop/venvs -mindepth 1 -maxdepth 1 ! -exec test -e {}/complete \\; -print'
export const own = 'Django==4.2.16\nasgiref==3.8.1\nsqlparse==0.5.1\n'

export type Released = Told & { readonly directory: string }

/** One boot for all tests of venvs and builds. The server is there before the first of them runs, not when they are told. */
export interface Ground {
  server: Server
  readonly suite: keyof typeof series
}

export type Shop = ReturnType<typeof shopOn>

/** Makes one release of the shop after the other. */
export function shopOn(ground: Ground) {
  let number = 0

  /** The next release of the shop, with these files beside and in place of its own. */
  async function release(files: Files = {}, more: Partial<Ordered & Staging> = {}): Promise<Released> {
    number += 1
    const name = `${number}-1a2b3c4`
    const all = { ...shop, ...files }
    await laySource(ground.server, 'shop', name, all)
    const order = orderFor({
      name: 'shop',
      release: name,
      files: all,
      pythons: [series[ground.suite]],
      ...more,
    })
    const stages = more.stages ?? ['venv', 'build']
    const told = await runStages(ground.server, { order, directory: name, ...more, stages })
    return { ...told, directory: `/srv/shop/releases/${name}` }
  }

  const venv = (requirements: string, files: Files = {}) =>
    release(
      { 'requirements.txt': requirements, ...files },
      { stages: ['venv'], python: series[ground.suite] },
    )
  /** As the first release of a server, whose venv is made ahead. */
  const first = (requirements: string) =>
    release({ 'requirements.txt': requirements }, { stages: ['ahead', 'venv'], python: series[ground.suite] })
  const asApplication = (command: string) =>
    ground.server.ssh(`setpriv --reuid=shop --regid=shop --init-groups ${command}`)

  return { release, venv, first, asApplication }
}

export const codes = ({ notices }: Told) => notices.map(({ code }) => code)
