import { expect, test } from 'vitest'
import { isRegression } from './regression.ts'

const resolved = { at: 100, inNextRelease: false, newestSeenAt: 50 }
const event = { happenedAt: 101, release: '2.0', releaseSeenAt: 50 }

test.each([
  ['from the newest release', resolved, event, true],
  ['from a later release', resolved, { ...event, releaseSeenAt: 99 }, true],
  ['from an older release', resolved, { ...event, releaseSeenAt: 49 }, false],
  ['that happened before it was resolved', resolved, { ...event, happenedAt: 100 }, false],
  ['without a release', resolved, { ...event, release: null, releaseSeenAt: null }, true],
  ['where no release was known', { ...resolved, newestSeenAt: null }, event, true],
  [
    'from the release of then, where the next one was meant',
    { ...resolved, inNextRelease: true },
    event,
    false,
  ],
  [
    'from the next release, as it was meant',
    { ...resolved, inNextRelease: true },
    { ...event, releaseSeenAt: 101 },
    true,
  ],
  [
    'without a release, where the next one was meant',
    { ...resolved, inNextRelease: true },
    { ...event, release: null, releaseSeenAt: null },
    false,
  ],
])('an event %s', (_, resolution, back, expected) => expect(isRegression(resolution, back)).toBe(expected))
