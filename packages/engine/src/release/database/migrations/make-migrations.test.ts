import { expect, it } from 'vitest'
import { MemoryHost } from '../../../host/memory.ts'
import { placesOf, releasePlaces } from '../../places.ts'
import type { DatabaseContext } from '../database-context.ts'
import { makeMigrations } from './make-migrations.ts'
import type { MigrationState } from './migration-state.ts'

const places = placesOf('shop')
const release = releasePlaces(places, '1-abc1234')
const home = `${release.source}/albums/migrations`

it('has made them in a package: Django 1.8 reads none from a directory that is not one yet', async () => {
  let init: string | null = null
  const host = new MemoryHost()
    .program('setpriv', async (argv, _options, { files }) => {
      expect(argv.slice(-3)).toEqual(['makemigrations', '--noinput', 'albums'])
      init = await files.readText(`${home}/__init__.py`)
      await files.write(`${home}/0001_initial.py`, '# made\n', { owner: 'shop', group: 'shop', mode: '0640' })
      return {}
    })
    .program('find', () => ({}))
    .program('chown', () => ({}))
    .program('chmod', () => ({}))
  const notes: unknown[] = []
  const context = {
    host,
    places,
    release,
    order: { database: { makeMigrations: ['albums', 'elsewhere'] } },
    note: (...said: unknown[]) => notes.push(said),
    output: () => undefined,
  } as unknown as DatabaseContext
  const state = {
    places: { albums: `${release.source}/albums`, elsewhere: '/venv/elsewhere' },
    applied: [],
  } as unknown as MigrationState
  const root = { owner: 'root', group: 'root', mode: '0755' }
  for (const directory of ['/etc', ...directoriesTo(`${release.source}/albums`)])
    await host.files.createDirectory(directory, root)
  await host.files.write(
    '/etc/passwd',
    'root:x:0:0::/root:/bin/sh\nshop:x:990:990::/srv/shop:/bin/sh\n',
    root,
  )
  await host.files.write('/etc/group', 'root:x:0:\nshop:x:990:\n', root)
  expect(await makeMigrations(context, state)).toBe(true)
  expect(init).toBe('')
  expect(notes).toEqual([
    ['migrations.made', { names: 'albums/migrations/0001_initial.py', path: '/srv/shop/migrations' }],
  ])
})

function directoriesTo(path: string): string[] {
  const parts = path.split('/').slice(1)
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`)
}
