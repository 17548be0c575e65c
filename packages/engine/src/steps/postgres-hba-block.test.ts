import { describe, expect, it } from 'vitest'
import { ruleLine, withoutRules, withRules } from './postgres-hba-block.ts'

const debian =
  '# PostgreSQL Client Authentication\nlocal   all             postgres                                peer\n'
const one = 'local   one             one                                     peer'
const two = 'local   two             two                                     peer'

describe('the block of pg_hba.conf', () => {
  it('has lines in the columns of the file', () => {
    expect(ruleLine({ type: 'local', database: 'one', user: 'one', method: 'peer' })).toBe(one)
    expect(
      ruleLine({ type: 'host', database: 'a', user: 'b', address: '10.0.0.0/8', method: 'scram-sha-256' }),
    ).toBe('host    a               b               10.0.0.0/8              scram-sha-256')
  })

  it('comes first, and comes again to the same', () => {
    const text = withRules(debian, [one])
    expect(text.split('\n').slice(1, 4)).toEqual([
      one,
      '# End of what Cabestan manages.',
      '# PostgreSQL Client Authentication',
    ])
    expect(withRules(text, [one])).toBe(text)
  })

  it('is shared: each step has its lines in it, and takes away its own', () => {
    const both = withRules(withRules(debian, [one]), [two])
    expect(withRules(both, [one])).toBe(both)
    expect(withRules(both, [two])).toBe(both)
    expect(withoutRules(both, [one])).toBe(withRules(debian, [two]))
    expect(withoutRules(withoutRules(both, [one]), [two])).toBe(debian)
  })

  it('keeps the order of one step', () => {
    const turned = withRules(debian, [two, one])
    expect(withRules(turned, [one, two])).toBe(withRules(debian, [one, two]))
  })

  it('goes back to the top when somebody put a line above it', () => {
    const text = `host all all 0.0.0.0/0 trust\n${withRules(debian, [one])}`
    expect(withRules(text, [one])).toBe(withRules(`host all all 0.0.0.0/0 trust\n${debian}`, [one]))
  })
})
