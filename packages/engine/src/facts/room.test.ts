import { expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { assertWritable } from '../preflight.ts'
import { readRoom } from './room.ts'

const hostWith = (fields: string) =>
  new MemoryHost().program('df', () => ({ stdout: `Size Avail Inodes IFree\n${fields}\n` }))

it('knows that a file system which counts no inodes, as btrfs, has as many as are wanted', async () => {
  const host = hostWith('2147483648 1073741824 0 0')
  expect(await readRoom(host, '/var/lib')).toEqual({ total: 2147483648, free: 1073741824, freeInodes: null })
  await assertWritable(host)
})

it('tells one that has none left from one that has no bytes left', async () => {
  await expect(assertWritable(hostWith('2147483648 1073741824 65536 0'))).rejects.toMatchObject({
    failure: { code: 'disk.full', values: { inodes: '0' } },
  })
  await expect(assertWritable(hostWith('2147483648 1048576 65536 999'))).rejects.toMatchObject({
    failure: { code: 'disk.full', values: { free: '1 MB' } },
  })
})
