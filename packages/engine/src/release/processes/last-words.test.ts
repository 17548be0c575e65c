import { describe, expect, it } from 'vitest'
import { hasCutWorkers, isCutOff, lastWords, misses } from './last-words.ts'

const traceback = `Traceback (most recent call last):
  File "/srv/shop/venvs/0a/lib/python3.11/site-packages/django/core/handlers/exception.py", line 55, in inner
    response = get_response(request)
  File "/srv/shop/releases/7-1a2b3c4/source/shop/views.py", line 12, in home
    raise ValueError('no album of the month')
ValueError: no album of the month`
const visitor =
  '[28/Nov/2026:10:00:00 +0000] 192.0.2.7 "GET / HTTP/1.1" 500 145 12ms id=4fb2c1d0a9e84f7c8a35e6b1d2c3f405'

it('tells workers that were cut from pages that were slow', () => {
  const at = '[2026-11-28 10:00:00 +0000] [7]'
  expect(hasCutWorkers(`${at} [INFO] Booting\n${at} [CRITICAL] WORKER TIMEOUT (pid:9)\n`)).toBe(true)
  expect(hasCutWorkers(`${at} [INFO] Booting\n${visitor}\nWORKER TIMEOUT (pid:9)\n`)).toBe(false)
})

describe('the last words of a web process', () => {
  it('are its last traceback, whatever it did afterwards', () => {
    const log = ['[2026-11-28 10:00:00 +0000] [7] [INFO] Booting worker', traceback, visitor, visitor]
    expect(lastWords(log.join('\n'))).toEqual({
      error: 'ValueError: no album of the month',
      place: 'shop/views.py:12',
      tail: traceback,
    })
  })

  it('are what failed first where the page of errors failed as well, once and again', () => {
    const again = `
During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/srv/shop/venvs/0a/lib/python3.11/site-packages/django/core/handlers/exception.py", line 185, in handle_uncaught_exception
    return callback(request)
  File "/srv/shop/releases/7-1a2b3c4/source/shop/templatetags/shop.py", line 3, in basket
    return context['request'].basket
KeyError: 'request'
`
    expect(lastWords(traceback + again + again)).toMatchObject({
      error: 'ValueError: no album of the month',
      place: 'shop/views.py:12',
    })
    const handled = again.replace('handle_uncaught_exception', 'get_basket')
    expect(lastWords(traceback + handled).error).toBe("KeyError: 'request'")
  })

  it('are those of the worker, where gunicorn ends because no worker starts', () => {
    const halt = [
      '[2026-11-28 10:00:01 +0000] [7] [ERROR] Worker (pid:8) exited with code 3.',
      'Traceback (most recent call last):',
      '  File "/srv/shop/venvs/0a/lib/python3.11/site-packages/gunicorn/arbiter.py", line 226, in run',
      '    self.halt(reason=inst.reason, exit_status=inst.exit_status)',
      "gunicorn.errors.HaltServer: <HaltServer 'Worker failed to boot.' 3>",
    ].join('\n')
    expect(lastWords(`${traceback}\n${halt}`)).toMatchObject({
      error: 'ValueError: no album of the month',
      place: 'shop/views.py:12',
    })
    expect(lastWords(halt).error).toContain('HaltServer')
  })

  it('are the one before a traceback that is still being written', () => {
    const begun = traceback.split('\n').slice(0, 3).join('\n')
    expect(lastWords(`${traceback}\n${begun}`).error).toBe('ValueError: no album of the month')
    expect(lastWords(begun).place).toBe('')
  })

  it('have no line of what came behind it', () => {
    expect(
      lastWords(`${traceback}\n[2026-11-28 10:00:01 +0000] [7] [INFO] Worker exiting (pid: 7)`).tail,
    ).toBe(traceback)
  })

  it('are its end where nothing was raised, without the requests that it answered and how it started', () => {
    const log = `[2026-11-28 10:00:00 +0000] [7] [INFO] Listening at: unix:/run/shop/blue.sock\n${visitor}\nno licence`
    expect(lastWords(log)).toEqual({
      error: '',
      place: '',
      tail: 'no licence',
    })
  })
})

describe('a log that is still being written', () => {
  const lines = traceback.split('\n')
  const cause = '\nThe above exception was the direct cause of the following exception:\n\n'

  it.each([
    ['within a line', `${traceback.slice(0, -3)}`],
    ['before the exception', `${lines.slice(0, -1).join('\n')}\n`],
    ['within its source', `${lines.slice(0, -2).join('\n')}\n    r`],
    ['before what it was the cause of', `${traceback}\n${cause}`],
  ])('is cut off %s', (_, log) => expect(isCutOff(log)).toBe(true))

  it.each(['', 'no licence\n', `${traceback}\n`, `${traceback}\n${cause}${traceback}\nmore\n`])(
    'is not: %j',
    (log) => expect(isCutOff(log)).toBe(false),
  )
})

it.each([
  ["AttributeError: 'NoneType' object has no attribute 'banner'", 'row'],
  ['shop.models.Banner.DoesNotExist: Banner matching query does not exist.', 'row'],
  ['IndexError: list index out of range', 'row'],
  ["TypeError: 'NoneType' object is not subscriptable", 'row'],
  ["AttributeError: 'Album' object has no attribute 'banner'", null],
  ['django.template.exceptions.TemplateDoesNotExist: index.html', null],
])('%s may be about a row that is not there: %s', (error, expected) => {
  expect(misses(error)).toBe(expected)
})
