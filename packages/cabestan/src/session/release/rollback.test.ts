import type { Failure } from '@cabestan/protocol/failures'
import type { RollbackPlan } from '@cabestan/protocol/plans'
import { judgeRollback } from '@cabestan/protocol/rollbacks'
import { describe, expect, it } from 'vitest'
import type { Invocation } from '../../invocation.ts'
import { sayFailure } from '../../report/failure-view.ts'
import { voiceIn } from '../../report/voice.ts'
import type { Site } from '../servers/site.ts'
import { agreeToRollback, databaseFor } from './rollback.ts'

const plan = (more: Partial<RollbackPlan> = {}) =>
  ({ from: null, to: { number: 17 }, migrations: [], snapshot: null, ...more }) as unknown as RollbackPlan
const unsafe = [{ name: 'shop.0004', safe: false, reversible: false }]
const code = (work: () => unknown) => {
  try {
    work()
    return null
  } catch (thrown) {
    return (thrown as { failure: { code: string } }).failure.code
  }
}

describe('the database of a rollback', () => {
  it('is kept, taken back, or restored, never two of them', () => {
    expect([databaseFor({}), databaseFor({ reverse: true }), databaseFor({ restore: true })]).toEqual([
      'keep',
      'reverse',
      'restore',
    ])
    expect(code(() => databaseFor({ reverse: true, restore: true }))).toBe('usage.conflict')
  })

  it.each([
    [plan(), 'keep', null],
    [plan({ migrations: unsafe }), 'keep', 'rollback.unsafe'],
    [plan({ migrations: unsafe }), 'reverse', 'rollback.irreversible'],
    [plan({ migrations: unsafe }), 'restore', 'rollback.no-snapshot'],
    [plan({ migrations: unsafe, snapshot: '/x.dump' }), 'restore', null],
  ] as const)('is judged before anybody is asked', (each, database, refused) => {
    expect(code(() => judgeRollback(each, database))).toBe(refused)
  })
})

describe('consent', () => {
  const agree = (
    options: Invocation['options'],
    typed: string | null,
    database: 'keep' | 'restore' = 'restore',
  ) => {
    const questions = {
      possible: typed !== null,
      text: async () => typed,
      agree: async () => typed === 'yes',
    }
    const report = { voice: voiceIn('en'), note: () => {} }
    const invocation = { options, questions, report } as unknown as Invocation
    const site = { configuration: { name: 'disquaire' }, invocation } as unknown as Site
    return agreeToRollback({ plans: [plan()], database, site }).catch((thrown) => {
      refused = thrown.failure
      return thrown.failure.code
    })
  }
  let refused: Failure | null = null

  it('to the plain question may be given beforehand', async () => {
    expect(await agree({ yes: true }, null, 'keep')).toBe(true)
    expect(await agree({}, null, 'keep')).toBe('usage.confirmation')
    expect(await agree({}, 'no', 'keep')).toBe(false)
  })

  it('to the loss of data is the application’s name, typed or given', async () => {
    expect(await agree({}, 'disquaire')).toBe(true)
    expect(await agree({ yes: true }, '')).toBe(false)
    expect(await agree({ yes: true }, null)).toBe('usage.confirmation')
    expect(await agree({ confirm: 'disquaire' }, null)).toBe('usage.confirmation')
    expect(await agree({ yes: true, confirm: 'disquaire' }, null)).toBe(true)
  })

  it.each([
    [{}, '`--yes --confirm disquaire`'],
    [{ yes: true }, '`--confirm disquaire`'],
    [{ confirm: 'disquaire' }, '`--yes`'],
  ])('to the loss of data asks only for what is missing beside %o', async (given, wanted) => {
    await agree(given, null)
    const { next } = sayFailure(refused as unknown as Failure, voiceIn('en'))
    expect(next[0]).toContain(wanted)
    expect(next.slice(1).join()).not.toContain('`--')
  })

  it('is refused to another name', async () => {
    expect(await agree({ yes: true, confirm: 'other' }, null)).toBe('usage.value')
  })
})
