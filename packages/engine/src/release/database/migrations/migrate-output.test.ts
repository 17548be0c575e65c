import { describe, expect, it } from 'vitest'
import { exceptionIn, followMigrate, isLocked } from './migrate-output.ts'

describe('what migrate says', () => {
  it('ends a migration with its line', () => {
    expect(follow('Running migrations:', '  Applying shop.0002_price... OK')).toEqual(['shop.0002_price'])
    expect(follow('  Unapplying shop.0002_price... OK')).toEqual(['shop.0002_price'])
  })

  it('may be interrupted by what the migration prints itself', () => {
    expect(follow('  Applying shop.0002_fill...100 albums', 'and more', ' OK')).toEqual(['shop.0002_fill'])
    expect(follow('  Applying shop.0002_fill...done OK')).toEqual(['shop.0002_fill'])
  })

  it('knows the migration that has not ended', () => {
    const progress = followMigrate()
    progress.read('  Applying shop.0002_price... OK')
    expect(progress.current()).toBeNull()
    progress.read('  Applying shop.0003_sleep...')
    expect(progress.current()).toBe('shop.0003_sleep')
  })

  it('does not take any OK for an end', () => {
    expect(follow('All is OK', '  Applying shop.0002_price...', 'NOT YET')).toEqual([])
  })
})

describe('the exception', () => {
  it('is the last one of a chain', () => {
    const output = [
      'psycopg2.errors.UndefinedTable: relation "absent" does not exist',
      'LINE 1: SELECT * FROM absent',
      '',
      'Traceback (most recent call last):',
      'django.db.utils.ProgrammingError: relation "absent" does not exist',
      'LINE 1: SELECT * FROM absent',
      '                      ^',
    ].join('\n')
    expect(exceptionIn(output)).toBe('django.db.utils.ProgrammingError: relation "absent" does not exist')
  })

  it('is the last line where none is named', () => {
    expect(exceptionIn('one\ntwo\n\n')).toBe('two')
  })
})

describe('a lock', () => {
  it.each([
    'django.db.utils.OperationalError: canceling statement due to lock timeout',
    'django.db.utils.OperationalError: database is locked',
    'django.db.utils.OperationalError: deadlock detected',
    "django.db.utils.OperationalError: (1205, 'Lock wait timeout exceeded; try restarting transaction')",
  ])('is known by %s', (said) => {
    expect(isLocked(said)).toBe(true)
  })

  it('is not any failure', () => {
    expect(isLocked('relation "locks" does not exist')).toBe(false)
  })
})

function follow(...lines: string[]): string[] {
  const progress = followMigrate()
  return lines.flatMap((line) => progress.read(line) ?? [])
}
