import type { ReleaseRecord } from '@cabestan/protocol/releases'
import { describe, expect, it } from 'vitest'
import { migrationsSince, snapshotBefore } from './since.ts'

describe('since a release', () => {
  const records = [
    release(3, ['shop.0001_initial'], '/3'),
    release(4, []),
    release(5, ['shop.0002_a', 'shop.0003_b'], '/5'),
    release(6, ['shop.0004_c'], '/6', 'failed'),
    release(7, []),
  ]

  it('the database had these, newest first, also of one that failed', () => {
    expect(names(4)).toEqual(['shop.0004_c', 'shop.0003_b', 'shop.0002_a'])
    expect(names(5)).toEqual(['shop.0004_c'])
    expect(names(7)).toEqual([])
  })

  it('one that was taken back and came again counts once', () => {
    const again = [...records, release(8, ['shop.0004_c'], '/8')]
    expect(migrationsSince(again, 5).map(({ name }) => name)).toEqual(['shop.0004_c'])
  })

  it('what only the release before could live with, one further back cannot', () => {
    const drop = { name: 'shop.0005_drop', safe: true, onlyFormer: true, reversible: true }
    const dropped = [...records, { ...release(8, []), former: 7, migrations: [drop] }]
    const isSafe = (to: number) => migrationsSince(dropped, to).map(({ safe }) => safe)
    expect(isSafe(7)).toEqual([true])
    expect(isSafe(6)).toEqual([false])
    expect(isSafe(5)).toEqual([false, true])
  })

  it('the database of before a move to another has had none of that one’s', () => {
    const moved = [
      { ...release(8, ['shop.0001_initial'], '/8'), database: 'sqlite' as const },
      { ...release(9, ['shop.0001_initial', 'shop.0002_a'], '/9'), database: 'postgresql' as const },
      { ...release(10, ['shop.0003_b'], '/10'), database: 'postgresql' as const },
    ]
    expect(migrationsSince(moved, 8)).toEqual([])
    expect(snapshotBefore(moved, 8)).toBeNull()
    expect(migrationsSince(moved, 9).map(({ name }) => name)).toEqual(['shop.0003_b'])
  })

  it('it was saved before the first of them', () => {
    expect(snapshotBefore(records, 4)).toBe('/5')
    expect(snapshotBefore(records, 3)).toBe('/5')
    expect(snapshotBefore(records, 5)).toBe('/6')
    expect(snapshotBefore(records, 6)).toBeNull()
  })

  it('a later snapshot does not stand in for one that was not made', () => {
    const unsaved = [release(5, ['shop.0002_a']), release(6, ['shop.0004_c'], '/6')]
    expect(snapshotBefore(unsaved, 4)).toBeNull()
  })

  function names(to: number): string[] {
    return migrationsSince(records, to).map(({ name }) => name)
  }
})

function release(
  number: number,
  migrations: string[],
  snapshot: string | null = null,
  verdict: ReleaseRecord['verdict'] = 'good',
): ReleaseRecord {
  return {
    ...{
      number,
      directory: `${number}-abcdef0`,
      former: null,
      ref: 'main',
      by: 'anna',
      startedAt: 0,
      milliseconds: 0,
      verdict,
    },
    commit: { id: 'abcdef0'.padEnd(40, '0'), subject: '', author: '', at: 0 },
    ...{ requests: null, lost: null, stage: null, failure: null, snapshot },
    migrations: migrations.map((name) => ({ name, safe: true, reversible: true })),
  }
}
