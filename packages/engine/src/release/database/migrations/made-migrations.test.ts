import { expect, it } from 'vitest'
import { MemoryHost } from '../../../host/memory.ts'
import { readMadeMigrations } from './made-migrations.ts'

const owner = { app: 'shop', environment: 'production' }
const attributes = { owner: 'root', group: 'root', mode: '0600' } as const

it('hands out the migrations that were made here, of the applications that are asked for', async () => {
  const host = new MemoryHost()
  for (const directory of [
    '',
    '/shop',
    '/shop/migrations',
    '/shop/migrations/albums',
    '/shop/migrations/other',
  ])
    await host.files.createDirectory(`/srv${directory}`, { ...attributes, mode: '0700' })
  for (const file of [
    'albums/0001_initial.py',
    'albums/__init__.py',
    'albums/no name.py',
    'other/0001_initial.py',
  ])
    await host.files.write(`/srv/shop/migrations/${file}`, `# ${file}\n`, attributes)
  const { files } = await readMadeMigrations(host, { owner, labels: ['albums', 'none'] })
  expect(files).toEqual([
    { label: 'albums', file: '0001_initial.py', text: '# albums/0001_initial.py\n' },
    { label: 'albums', file: '__init__.py', text: '# albums/__init__.py\n' },
  ])
})
