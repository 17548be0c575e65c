import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { isUnchanged, keepFingerprint } from './fingerprint.ts'

it('a release is known to be as it was built, to be changed, or to be older than its fingerprint', async () => {
  const release = releasePlaces(placesOf('shop'), '1-aaaaaaa')
  let there = 'f 640 root:shop 12 0 source/shop/views.py \n'
  const host = new MemoryHost().program('find', () => ({ stdout: there }))
  host.files.seedDirectory(release.directory)
  expect(await isUnchanged(host, release)).toBeNull()
  await keepFingerprint(host, release)
  expect(await isUnchanged(host, release)).toBe(true)
  there = there.replace('12', '19')
  expect(await isUnchanged(host, release)).toBe(false)
})
