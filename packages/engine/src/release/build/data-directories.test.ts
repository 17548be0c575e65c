import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { makeDataDirectories } from './data-directories.ts'

const places = placesOf('shop')
const release = releasePlaces(places, '1-abc')

async function made(environment: string, dataFiles?: string[]): Promise<string[]> {
  const host = new MemoryHost()
  host.files.seed(release.environment, environment)
  host.program('setpriv', () => ({}))
  const order = { name: 'shop', build: { ...(dataFiles ? { dataFiles } : {}) } } as ReleaseOrder
  await makeDataDirectories({ host, order, places, release })
  return host.ran.flatMap((argv) => [argv[1] ?? '', ...argv.slice(argv.lastIndexOf('--') + 1)])
}

it('are made where the settings and the environment name a file', async () => {
  const environment =
    'A=sqlite:////srv/shop/data/books/main/b.sqlite3?timeout=20\nB=/srv/shop/media/x/y.db\nC=plain\n'
  expect(await made(environment, ['/srv/shop/data/huey/huey.db'])).toEqual([
    '--reuid=shop',
    '/srv/shop/data/books/main',
    '/srv/shop/data/huey',
    '/srv/shop/media/x',
  ])
})

it('are made nowhere else', async () => {
  const environment =
    'A=/srv/shop/data/b.db\nB=/srv/other/data/x/y.db\nC=/srv/shop/data/../../x/y.db\nD=/etc/x/y\n'
  expect(await made(environment, ['/srv/shop/database/x.db', '/etc/cron.d/x/y'])).toEqual([])
})
