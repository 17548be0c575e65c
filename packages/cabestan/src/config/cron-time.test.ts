import { describe, expect, it } from 'vitest'
import { readCommand } from './command-words.ts'
import { readCronTime } from './cron-time.ts'

describe('when cron runs a command', () => {
  it.each([
    ...['* * * * *', '0 4 * * *', '*/5 8-18/2 1,15 jan-mar sun', '0 0 31 12 7', '@daily', '@hourly'],
    '30 2 * * MON-FRI',
  ])('%s', (text) => expect(readCronTime(text)).toEqual({ value: text }))

  it('has one blank between its fields', () => {
    expect(readCronTime('0\t4  * * *')).toEqual({ value: '0 4 * * *' })
  })

  it.each([
    ...['', '* * * *', '* * * * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *', '* * * * 8'],
    ...[
      '*/0 * * * *',
      '5-1 * * * *',
      '*-5 * * * *',
      '1,,2 * * * *',
      'jan * * * *',
      '* * * * *\nroot x',
      '@reboot',
    ],
  ])('not %j', (text) => expect(readCronTime(text)).toEqual({ problem: 'cron-time' }))
})

describe('a command as its words', () => {
  it.each([
    ['manage.py  clearsessions', ['manage.py', 'clearsessions']],
    [`sh -c 'a | b > "$C"'`, ['sh', '-c', 'a | b > "$C"']],
    [`python "a b.py" --x=it\\'s`, ['python', 'a b.py', "--x=it's"]],
    [`echo "say \\"hi\\"" ''`, ['echo', 'say "hi"', '']],
    ['celery -A shop worker -n w@%h', ['celery', '-A', 'shop', 'worker', '-n', 'w@%h']],
  ])('%s', (text, words) => expect(readCommand(text)).toEqual({ value: words }))

  it.each([
    ['command-line', ''],
    ['command-line', '   '],
    ['command-line', `a "b`],
    ['command-line', `a 'b`],
    ['command-line', 'a\nb'],
    ['command-line', 'a \\'],
    ...['a; b', 'a && b', 'a & b', 'a | b', 'a > b', 'a < b', 'a $B', 'a "$B"', 'a `b`', 'A=1 b'].map(
      (text) => ['command-shell', text],
    ),
  ])('%s: %j', (problem, text) => expect(readCommand(text)).toEqual({ problem }))
})
