import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { copyHome } from './home.ts'

const release = releasePlaces(placesOf('disquaire'), '17-1a2b3c4')
const orderWith = (home?: string) =>
  ({ name: 'disquaire', build: home === undefined ? {} : { home } }) as unknown as ReleaseOrder

function machine(): MemoryHost {
  const host = new MemoryHost().program('setpriv', () => ({}))
  host.files.seed(
    '/etc/passwd',
    'root:x:0:0::/root:/bin/sh\ndisquaire:x:990:990::/srv/disquaire:/bin/false\n',
  )
  host.files.seed('/etc/group', 'root:x:0:\ndisquaire:x:990:\n')
  host.files.seed(`${release.source}/site/index.html`, '')
  host.files.seed(`${release.source}/README`, '')
  host.files.seedLink(`${release.source}/shadow`, '/etc')
  return host
}

it('copies what nginx shows as the application’s user, with links as links', async () => {
  const host = machine()
  await copyHome({ host, release, order: orderWith('site') })
  expect(host.ran).toEqual([
    [
      ...['setpriv', '--reuid=disquaire', '--regid=disquaire', '--init-groups', '--no-new-privs', '--'],
      ...['cp', '--recursive', '--no-dereference', '--', `${release.source}/site/.`, release.home],
    ],
  ])
  expect(await host.files.stat(release.home)).toMatchObject({ type: 'directory', owner: 'disquaire' })
})

it.each(['sites', 'README', 'shadow'])(
  'does not copy %s, which is no directory of the source',
  async (home) => {
    const host = machine()
    await expect(copyHome({ host, release, order: orderWith(home) })).rejects.toMatchObject({
      failure: { code: 'build.home', values: { path: home } },
    })
    expect(host.ran).toEqual([])
  },
)

it('has nothing to do where nobody asked for one', async () => {
  const host = machine()
  await copyHome({ host, release, order: orderWith() })
  expect([host.ran, await host.files.stat(release.home)]).toEqual([[], null])
})
