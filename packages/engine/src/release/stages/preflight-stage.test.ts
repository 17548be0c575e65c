import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { lookAtLive } from './preflight-stage.ts'

const places = placesOf('disquaire')

it.each([
  [{ status: 200 }, []],
  [{ status: 502 }, ['former.unhealthy 502']],
  // An errno means nothing to people, so it is not told.
  [{ status: null, reason: 'ENOENT' }, ['former.silent']],
])('of a live release that answers %j it is said: %j', async (answer, said) => {
  const host = new MemoryHost()
  host.site = () => answer
  const notes: string[] = []
  await lookAtLive({
    host,
    places,
    live: { colour: 'blue', places: releasePlaces(places, '17-1a2b3c4'), record: null },
    order: {
      probe: { host: 'shop.example', scheme: 'http', path: '/', known: true, seconds: 5, watchSeconds: 0 },
    },
    note: (code, values = {}) => void notes.push([code, ...Object.values(values)].join(' ')),
  })
  expect(notes).toEqual(said)
})
