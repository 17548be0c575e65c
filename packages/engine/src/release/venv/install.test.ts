import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import type { ReleaseContext } from '../context.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { install } from './install.ts'

async function installedWith(series: string): Promise<string[]> {
  const host = new MemoryHost().program('systemd-run', () => ({}))
  const release = releasePlaces(placesOf('disquaire'), '17-1a2b3c4')
  const order = { name: 'disquaire', venv: { complete: true, hashed: false } }
  const context = { host, order, release, output: () => {} } as unknown as ReleaseContext
  const python = { series, version: `${series}.9`, executable: `/opt/python/${series}/bin/python${series}` }
  const lists = { requirements: '/r/project.txt', beside: '/r/beside.txt', constraints: null, build: null }
  const work = { venv: '/srv/disquaire/venvs/1', lists, directory: release.source }
  await install(context, { uv: '/opt/cabestan/uv/bin/uv', python, environment: {} }, work)
  return host.ran.map((argv) => argv.slice(argv.indexOf('/opt/cabestan/uv/bin/uv') + 1).join(' '))
}

it('compiles what was installed, once all of it is there', async () => {
  const [, first, second] = await installedWith('3.7')
  expect(first).not.toContain('--compile-bytecode')
  expect(second).toContain('--compile-bytecode')
})

it('does without on a Python that uv cannot compile for', async () => {
  const all = await installedWith('3.6')
  expect(all).toHaveLength(3)
  expect(all.join(' ')).not.toContain('--compile-bytecode')
})
