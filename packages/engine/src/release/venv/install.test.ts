import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import type { ReleaseContext } from '../context.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { install } from './install.ts'

async function installedWith(series: string, codes: Record<string, number> = {}): Promise<string[]> {
  const host = new MemoryHost().program('systemd-run', (argv) => ({
    code: codes[argv.find((word) => codes[word] !== undefined) ?? ''] ?? 0,
  }))
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

it('has a Python compile for itself that uv cannot compile for, whatever it cannot read', async () => {
  const all = await installedWith('3.6', { compileall: 1 })
  expect(all).toHaveLength(4)
  expect(all.join(' ')).not.toContain('--compile-bytecode')
  expect(all[3]).toMatch(
    / \/srv\/disquaire\/venvs\/1\/bin\/python -m compileall -q \/srv\/disquaire\/venvs\/1\/lib$/,
  )
  expect(await installedWith('3.7')).toHaveLength(3)
})
