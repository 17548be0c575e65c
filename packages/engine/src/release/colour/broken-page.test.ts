import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { nothingMade, type ReleaseContext } from '../context.ts'
import { placesOf, releasePlaces, socketOf } from '../places.ts'
import { order } from '../release-order.fixture.ts'
import { brokenPage } from './broken-page.ts'

const places = placesOf('shop')
const at = (path: string) => ({ ...order, probe: { ...order.probe, path } })

interface Case {
  /** What each colour answers, by path; blue is live. */
  readonly blue: Record<string, number>
  readonly green: Record<string, number>
  /** The pages that prove the live release and the new one. */
  readonly pages?: readonly [string, string]
  readonly numbers?: readonly [number, number]
}

function broken({ blue, green, pages = ['/', '/admin/login/'], numbers = [1, 2] }: Case) {
  const host = new MemoryHost()
  const live = releasePlaces(places, `${numbers[0]}-abc`)
  host.files.seed(`${live.directory}/release.json`, JSON.stringify(at(pages[0])))
  host.site = ({ at: where, path }) => {
    const answers = 'socket' in where && where.socket === socketOf(places, 'blue') ? blue : green
    return { status: answers[path] ?? 404 }
  }
  const context = {
    ...{ host, places, colour: 'green', order: at(pages[1]), made: nothingMade() },
    live: { colour: 'blue', places: live, record: null },
    release: releasePlaces(places, `${numbers[1]}-def`),
  }
  return brokenPage(context as unknown as ReleaseContext)
}

it('is the one behind the bare name, although the new release was proven by another', async () => {
  expect(await broken({ blue: { '/': 200 }, green: { '/': 500 } })).toMatchObject({
    ...{ path: '/', live: 200, answer: { status: 500 } },
  })
})

it('is the one by which the live release was proven', async () => {
  const pages = ['/shop/', '/about/'] as const
  expect(await broken({ pages, blue: { '/shop/': 200 }, green: { '/shop/': 500 } })).toMatchObject({
    path: '/shop/',
  })
})

it.each([
  ['that the live release ends in an error too', { blue: { '/': 500 }, green: { '/': 500 } }],
  ['that nobody has', { blue: { '/': 404 }, green: { '/': 500 } }],
  ['that went on purpose', { blue: { '/': 200 }, green: { '/': 404 } }],
  ['that is only closed for a while', { blue: { '/': 200 }, green: { '/': 503 } }],
  ['of a former release that one goes back to', { numbers: [3, 2], blue: { '/': 200 }, green: { '/': 500 } }],
  ['of the same release, started anew', { numbers: [2, 2], blue: { '/': 200 }, green: { '/': 500 } }],
] as const)('is none %s', async (_, given) => {
  expect(await broken(given)).toBeNull()
})
