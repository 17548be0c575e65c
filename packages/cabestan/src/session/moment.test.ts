import { expect, it } from 'vitest'
import { momentOf } from './moment.ts'

const now = Date.UTC(2026, 10, 27, 12)

it.each([
  ['30s', now - 30_000],
  ['10m', now - 600_000],
  ['2h', now - 7_200_000],
  ['3d', now - 259_200_000],
  ['2026-11-27', new Date(2026, 10, 27).getTime()],
  ['2026-11-27 14:05', new Date(2026, 10, 27, 14, 5).getTime()],
  ['2026-11-27T14:05:09Z', Date.UTC(2026, 10, 27, 14, 5, 9)],
  ['2026-11-27 14:05 +02:00', Date.UTC(2026, 10, 27, 12, 5)],
  ['2026-13-27', null],
  ['yesterday', null],
  ['10', null],
])('%s is %j', (text, moment) => expect(momentOf(text, now)).toBe(moment))
