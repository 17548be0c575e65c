import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { releaseRecord } from '../../ledger/release-record.fixture.ts'
import { placesOf } from '../places.ts'
import { writtenThere } from './written.ts'

const commits = { live: 'a'.repeat(40), tried: 'b'.repeat(40) }

function server({ live, tried }: { live?: number; tried: readonly number[] }) {
  const host = new MemoryHost().program('git', (argv) => ({
    stdout: `100644 blob ${argv.at(-1)?.slice(0, 3)} 12\tshop/views.py\u0000100644 blob eee 0\tshop/__init__.py\u0000`,
  }))
  for (const number of [...tried, ...(live ? [live] : [])])
    host.files.seed(`/var/lib/cabestan/releases/shop/${number}.json`, JSON.stringify(recordOf(number, live)))
  if (live) {
    host.files.seedLink('/srv/shop/live', 'colours/blue')
    host.files.seedLink('/srv/shop/colours/blue/release', `../../releases/${live}-aaaaaaa`)
  }
  return host
}

const recordOf = (number: number, live?: number) => {
  const isLive = number === live
  const { commit } = releaseRecord(number)
  return releaseRecord(number, {
    commit: { ...commit, id: isLive ? commits.live : commits.tried },
    verdict: isLive ? 'good' : 'failed',
  })
}

it.each([
  ['the live commit', { live: 1, tried: [2] }, ['aaa']],
  ['the last that was tried, where none is live', { tried: [1] }, ['bbb']],
  ['none, where none was ever tried', { tried: [] }, []],
])('what was written is that of %s', async (_, there, expected) => {
  expect(await writtenThere(server(there), placesOf('shop'))).toEqual(expected)
})
