import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { nothingMade, type ReleaseContext } from '../context.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { startStage } from './start-stage.ts'

it.each([
  ['templates that are compressed', 'chown', { compressLater: true }],
  ['Django’s checks', 'systemd-run', { checkLater: true }],
])('begins with what had to wait for the tables: %s', async (_, program, waits) => {
  const host = new MemoryHost()
  host.program(program, () => {
    throw new Error('begun')
  })
  const places = placesOf('shop')
  const context = {
    ...{ host, places, release: releasePlaces(places, '1-abc'), live: null },
    order: { name: 'shop', programs: [] as ReleaseOrder['programs'] } as ReleaseOrder,
    ...{ note: () => {}, output: () => {} },
    made: { ...nothingMade(), ...waits },
  } as unknown as ReleaseContext
  await expect(startStage.run(context)).rejects.toThrow('begun')
})
