import { describe, expect, it } from 'vitest'
import { environmentLines } from './environment-view.ts'
import { voice } from './release-view.fixture.ts'

describe('variables', () => {
  it('are names, where they come from, and what waits', () => {
    expect(
      environmentLines(
        [
          { key: 'SECRET_KEY', from: 'server', pending: null },
          { key: 'STRIPE', from: 'owner', pending: 'set' },
          { key: 'OLD', from: 'owner', pending: 'unset' },
        ],
        voice,
      ),
    ).toEqual([
      'SECRET_KEY  made by the server',
      'STRIPE      set by you          counts from the next release on',
      'OLD         set by you          gone from the next release on',
    ])
    expect(environmentLines([], voice)).toEqual(['There are no variables yet.'])
  })
})
