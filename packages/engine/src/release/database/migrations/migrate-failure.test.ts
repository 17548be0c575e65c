import { expect, it } from 'vitest'
import { standingOf } from './migrate-failure.ts'

const made = (...migrations: { name: string; safe: boolean }[]) => ({
  migrations,
  snapshot: '/var/backups/x',
})
const label = { name: 'shop.0002_label', safe: true }

it('names no way back for a database that nothing has changed, and says whether a release goes on', () => {
  expect(standingOf({ made: made(), live: 4, half: false })).toEqual({ stands: 'none', former: 'safe' })
  expect(standingOf({ made: made(), live: null, half: false })).toEqual({ stands: 'none' })
})

it('names what stands, what the live release can do with it, and the way back', () => {
  const back = { number: '4', snapshot: '/var/backups/x' }
  expect(standingOf({ made: made(label), live: 4, half: false })).toEqual({
    ...{ applied: 'shop.0002_label', former: 'safe' },
    ...back,
  })
  const drop = { name: 'shop.0003_drop', safe: false }
  expect(standingOf({ made: made(label, drop), live: 4, half: false })).toMatchObject({ former: 'unsafe' })
  expect(standingOf({ made: made(), live: 4, half: true })).toEqual({
    ...{ stands: 'none', former: 'safe', partial: 'yes' },
    ...back,
  })
  expect(standingOf({ made: made(...Array(7).fill(label)), live: null, half: false })).toEqual({
    ...{ count: '7', snapshot: '/var/backups/x' },
  })
})
