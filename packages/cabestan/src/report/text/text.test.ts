import { describe, expect, it } from 'vitest'
import { duration, runningTime, waitingTime } from './duration.ts'
import { withFrenchSpaces } from './french-spaces.ts'
import { fill, fillCounted, fillKnown } from './sentence.ts'
import { asTyped } from './shell-words.ts'
import { cut, harmless, padEnd, widthOf } from './text-width.ts'
import { broken, wrap } from './wrapping.ts'

describe('sentences', () => {
  it('take the first value that is known', () => {
    expect(fill('to {host|destination}', { destination: 'web1' })).toBe('to web1')
    expect(fill('to {host|destination}', { host: '', destination: 'web1' })).toBe('to web1')
  })

  it('are not said by halves', () => {
    expect(fillKnown('port {port} of {host}', { port: 80 })).toBe(null)
    expect(fill('port {port}', {})).toBe('port …')
  })

  it('count', () => {
    const lines = { one: '{count} line', other: '{count} lines' }
    expect([0, 1, 2].map((count) => fillCounted(lines, count))).toEqual(['0 lines', '1 line', '2 lines'])
  })
})

describe('French typography', () => {
  it('keeps high punctuation on its line, and leaves what is typed alone', () => {
    expect(withFrenchSpaces({ a: ['« Vrai » ? `a : b`'] })).toEqual({
      a: ['«\u00a0Vrai\u00a0»\u00a0? `a : b`'],
    })
  })
})

describe('commands as one would type them', () => {
  it.each([
    [['sudo', 'apt-get', 'install', 'nginx'], 'sudo apt-get install nginx'],
    [['psql', '-c', 'SELECT 1;'], "psql -c 'SELECT 1;'"],
    [['echo', "l'eau", ''], "echo 'l'\\''eau' ''"],
    [['ls', '~deploy/.ssh'], 'ls ~deploy/.ssh'],
  ])('%j', (argv, typed) => expect(asTyped(argv)).toBe(typed))
})

describe('widths', () => {
  it('count columns, not characters', () => {
    expect(['abc', 'été', 'e\u0301te', '日本', '\u001b[31mred\u001b[39m', '👍'].map(widthOf)).toEqual([
      3, 3, 3, 4, 3, 2,
    ])
  })

  it('cut what is too wide', () => {
    expect(cut('abcdef', 6)).toBe('abcdef')
    expect(cut('abcdef', 4)).toBe('abc…')
    expect(cut('日本語', 4)).toBe('日…')
    expect(cut('abc', 0)).toBe('')
    expect(padEnd('日', 4)).toBe('日  ')
  })
})

describe('lines of others', () => {
  it('cannot move the cursor, ring, or turn text around', () => {
    expect(harmless('\u001b[2J\u001b[1;1Hhello\u0007 \u202eworld\t!')).toBe('hello world  !')
  })

  it('show the last state of a line that overwrites itself', () => {
    expect(harmless('10%\r 50%\r100%\r\n')).toBe('100%')
  })
})

describe('wrapping', () => {
  it('breaks at spaces, never inside what is typed', () => {
    expect(wrap('Try it alone: `ssh -v root@web1`.', 20)).toEqual(['Try it alone:', '`ssh -v root@web1`.'])
    expect(wrap('', 20)).toEqual([''])
  })
})

describe('a line that is too long for the terminal', () => {
  it('goes on below where its text began, and keeps the spaces that line it up', () => {
    expect(broken('  output   one two  three', 22)).toEqual(['  output   one two', '           three'])
    expect(broken('\u001b[2m  output\u001b[22m   once or twice', 22)).toEqual([
      '\u001b[2m  output\u001b[22m   once or',
      '           twice',
    ])
  })

  it('keeps the bar and the indentation of what is quoted', () => {
    expect(broken('  │   File "/srv/x/views.py", line 5', 30)).toEqual([
      '  │   File "/srv/x/views.py",',
      '  │   line 5',
    ])
  })

  it('cuts what is quoted and wider than the screen, and leaves it behind its bar', () => {
    expect(broken('\u001b[2m  │ File "/srv/x/site-packages/django/urls.py"\u001b[22m', 26)).toEqual([
      '\u001b[2m  │ File',
      '  │ "/srv/x/site-packages/',
      '  │ django/urls.py"\u001b[22m',
    ])
    expect(broken('output /srv/x/site-packages/django', 20)).toEqual([
      'output',
      '/srv/x/site-packages/django',
    ])
  })

  it('has some of it in each line, however far right it began', () => {
    expect(broken('a label that is long  one two', 22)).toEqual(['a label that is long', 'one two'])
  })
})

describe('durations', () => {
  it.each([
    [400, '0.4 s'],
    [9960, '10 s'],
    [12_000, '12 s'],
    [185_000, '3 min 05 s'],
    [7_800_000, '2 h 10 min'],
    [356_400_000, '4 d 3 h'],
  ])('%i', (milliseconds, text) => expect(duration(milliseconds, 'en')).toBe(text))

  it('speak French', () => {
    expect(duration(1200, 'fr')).toBe('1,2 s')
    expect(duration(356_400_000, 'fr')).toBe('4 j 3 h')
  })

  it('of answers count milliseconds only while they are few', () => {
    expect(waitingTime(51.4, 'en')).toBe('51 ms')
    expect(waitingTime(2283, 'fr')).toBe('2,3 s')
    expect(waitingTime(12_368, 'en')).toBe('12 s')
  })

  it('run without tenths', () => expect(runningTime(3900, 'fr')).toBe('3 s'))
})
