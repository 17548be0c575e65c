import { describe, expect, it } from 'vitest'
import { match } from './match.ts'

describe('an address', () => {
  it.each([
    ['/', '/', {}],
    ['/issues', '/issues/', {}],
    ['/issues/:id', '/issues/12', { id: '12' }],
    ['/projects/:project/:part', '/projects/3/scrub', { project: '3', part: 'scrub' }],
    ['/invitation/:token', '/invitation/a%2Fb', { token: 'a/b' }],
  ])('%s fits %s', (pattern, path, found) => expect(match(pattern, path)).toEqual(found))

  it.each([
    ['/issues/:id', '/issues'],
    ['/issues/:id', '/issues/1/events'],
    ['/issues', '/projects'],
    ['/issues/:id', '/issues/%E0%A4%A'],
  ])('%s does not fit %s', (pattern, path) => expect(match(pattern, path)).toBeNull())
})
