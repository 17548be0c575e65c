import type { RollbackPlan } from '@cabestan/protocol/plans'
import { describe, expect, it } from 'vitest'
import { record, voice } from './release-view.fixture.ts'
import { namesNow, rollbackLines } from './rollback-view.ts'

describe('going back', () => {
  const plan: RollbackPlan = {
    from: { ...record, number: 18 },
    to: record,
    migrations: [
      { name: 'shop.0004_price', safe: false, reversible: true },
      { name: 'shop.0003_note', safe: true, reversible: false },
      { name: 'shop.0002_fill', safe: true, unjudged: true, reversible: true },
    ],
    snapshot: '/var/backups/disquaire/18-before-1a2b3c4.dump',
  }

  it('says what it means for the database', () => {
    const lines = rollbackLines(plan, voice).join('\n')
    expect(lines).toMatch(/From release 18.*\nTo release 17: 1a2b3c4 Add the search page, of 5 Oct 2026/)
    expect(lines).toContain('3 migrations were applied since:')
    expect(lines).toMatch(/shop\.0004_price {2}the former code cannot live with it/)
    expect(lines).toMatch(/shop\.0003_note {3}the former code can live with it +cannot be taken back/)
    expect(lines).toMatch(/shop\.0002_fill {3}nobody can tell whether the former code can live with it/)
    expect(lines).toContain('is saved: /var/backups/disquaire/18')
  })

  it('says what would come back without what was in it', () => {
    const [first, ...others] = plan.migrations
    const loses = ['shop.review', 'shop.album.price']
    const lines = rollbackLines({ ...plan, migrations: [{ ...first, loses }, ...others] as never }, voice)
    expect(lines.join(' ')).toMatch(/With `--reverse` comes back empty: shop\.review, shop\.album\.price\./)
    expect(rollbackLines(plan, voice).join('\n')).not.toContain('empty')
  })

  it('says that it goes back to another database, and where stays what was written since', () => {
    const from = { ...record, number: 18, database: 'postgresql' as const }
    const to = { ...record, database: 'sqlite' as const }
    const lines = rollbackLines({ from, to, migrations: [], snapshot: null }, voice).join(' ')
    expect(lines).toMatch(/! That release has its data in sqlite.* since stays in postgresql\./)
    expect(lines).not.toContain('fits both')
    expect(rollbackLines(plan, voice).join(' ')).not.toContain('That release has')
  })

  it('says which names it takes along, before and after', () => {
    const names = { again: ['old.example'], gone: ['new.example', 'www.new.example'] }
    const moved = { ...plan, migrations: [], names }
    const before = rollbackLines(moved, voice).join(' ')
    expect(before).toMatch(
      /! The site will answer to old\.example again\. .* no longer .* www\.new\.example:/,
    )
    expect(before).toContain('`cabestan deploy 1a2b3c4`')
    expect(namesNow(moved, voice)).toMatch(
      /^! The site answers to old\.example again\. .*`cabestan deploy 1a/,
    )
    const fewer = { ...plan, names: { again: ['old.example'], gone: [] } }
    expect(namesNow(fewer, voice)).toBe('! The site answers to old.example again.')
    for (const same of [plan, { ...plan, names: { again: [], gone: [] } }]) {
      expect(rollbackLines(same, voice).join(' ')).not.toMatch(/answer/)
      expect(namesNow(same, voice)).toBeNull()
    }
  })

  it('is simple where nothing was changed there', () => {
    const lines = rollbackLines({ ...plan, migrations: [], snapshot: null }, voice).join('\n')
    expect(lines).toContain('the database fits both')
    expect(lines).not.toContain('saved')
  })
})
