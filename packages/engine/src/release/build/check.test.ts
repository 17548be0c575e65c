import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { nothingMade, type ReleaseContext } from '../context.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { checkProject } from './check.ts'

it('tells once what Django says of each model that a class stands behind', async () => {
  const line = '<class Pages>: (tree.E001) Pages is no manager of trees.'
  const stderr = ['WARNINGS:', line, line, '?: (shop.W001) No prices.', line, ''].join('\n')
  const host = new MemoryHost().program('systemd-run', () => ({ code: 0, stdout: '', stderr }))
  const places = placesOf('shop')
  const told: unknown[] = []
  await checkProject({
    ...{ host, places, release: releasePlaces(places, '1-abc'), live: null, made: nothingMade() },
    order: { name: 'shop', probe: { scheme: 'https' } },
    ...{ note: (_code: string, { message }: { message: string }) => told.push(message), output: () => {} },
  } as unknown as ReleaseContext)
  expect(told).toEqual(['<class Pages>: Pages is no manager of trees.', 'No prices.'])
  // Django 1.8 refuses options that came with later versions.
  expect(host.ran.at(-1)?.slice(-3)).toEqual(['manage.py', 'check', '--deploy'])
})

it('goes on where only --deploy finds an error, and tells it', async () => {
  const told = (line: string, plain: number) => {
    const stderr = ['ERRORS:', line, ''].join('\n')
    const host = new MemoryHost().program('systemd-run', (argv) =>
      argv.at(-1) === '--deploy' ? { code: 1, stdout: '', stderr } : { code: plain, stdout: '', stderr: '' },
    )
    const places = placesOf('shop')
    const notes: unknown[] = []
    return checkProject({
      ...{ host, places, release: releasePlaces(places, '1-abc'), live: 'blue', made: nothingMade() },
      order: { name: 'shop', probe: { scheme: 'https' } },
      ...{ note: (_code: string, { id }: { id: string }) => notes.push(id), output: () => {} },
    } as unknown as ReleaseContext).then(() => notes)
  }
  const unsafe = '?: (async.E001) You should not set the DJANGO_ALLOW_ASYNC_UNSAFE environment variable.'
  expect(await told(unsafe, 0)).toEqual(['async.E001'])
  await expect(told(unsafe, 1)).rejects.toMatchObject({ failure: { code: 'build.check' } })
})

it('tells a warning in full when it is new, and in one line with the others ever after', async () => {
  const host = new MemoryHost()
  host.files.seedDirectory('/var/lib')
  const places = placesOf('shop')
  const told = async (...lines: string[]) => {
    const notes: unknown[] = []
    host.program('systemd-run', () => ({
      code: 0,
      stdout: '',
      stderr: ['WARNINGS:', ...lines, ''].join('\n'),
    }))
    await checkProject({
      ...{ host, places, release: releasePlaces(places, '1-abc'), live: 'blue', made: nothingMade() },
      order: { name: 'shop', probe: { scheme: 'https' } },
      ...{ note: (code: string, values: object) => notes.push([code, values]), output: () => {} },
    } as unknown as ReleaseContext)
    return notes
  }
  const [frames, prices] = ['?: (security.W002) No frames.', '?: (shop.W001) No prices.']
  const frame = { id: 'security.W002', message: 'No frames.' }
  const price = { id: 'shop.W001', message: 'No prices.' }
  expect(await told(frames)).toEqual([['check.warning', frame]])
  expect(await told(frames, prices)).toEqual([
    ['check.warning', price],
    ['check.known', { count: 1, ids: 'security.W002' }],
  ])
  expect(await told(frames, prices)).toEqual([['check.known', { count: 2, ids: 'security.W002, shop.W001' }]])
  // A warning that was mended and comes back counts as new.
  expect(await told(frames)).toEqual([['check.known', { count: 1, ids: 'security.W002' }]])
  expect(await told(prices)).toEqual([['check.warning', price]])
})
