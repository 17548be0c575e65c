import { expect, it } from 'vitest'
import type { JsonObject } from '../event.fixture.ts'
import { Reading } from '../reading/reading.ts'
import { readMessage } from './message.ts'

it.each<[string, JsonObject, string | null, string | null]>([
  ['plain text', { message: 'Out of stock' }, 'Out of stock', 'Out of stock'],
  ['logentry as text', { logentry: 'Out of stock' }, 'Out of stock', 'Out of stock'],
  [
    'formatted wins',
    { logentry: { message: 'No %s', params: ['tea'], formatted: 'No tea left' } },
    'No tea left',
    'No %s',
  ],
  ['%-style', { logentry: { message: 'No %s in %d', params: ['tea', 3] } }, 'No tea in 3', 'No %s in %d'],
  [
    '%-style by name',
    { logentry: { message: 'No %(what)s', params: { what: 'tea' } } },
    'No tea',
    'No %(what)s',
  ],
  ['%-style with a precision', { logentry: { message: '%.2f s', params: [1.5] } }, '1.5 s', '%.2f s'],
  ['{}-style', { logentry: { message: 'No {} in {}', params: ['tea', 3] } }, 'No tea in 3', 'No {} in {}'],
  ['{}-style by place', { logentry: { message: '{1} {0}', params: ['a', 'b'] } }, 'b a', '{1} {0}'],
  [
    '{}-style by name',
    { logentry: { message: 'No {what}', params: { what: 'tea' } } },
    'No tea',
    'No {what}',
  ],
  ['%% is a sign', { logentry: { message: '5%% of %s', params: ['tea'] } }, '5% of tea', '5%% of %s'],
  ['too few parameters', { logentry: { message: '%s and %s', params: ['a'] } }, 'a and %s', '%s and %s'],
  [
    'no names of objects',
    { logentry: { message: '{constructor}', params: {} } },
    '{constructor}',
    '{constructor}',
  ],
  ['values that are no text', { logentry: { message: '%s %s', params: [null, true] } }, 'null true', '%s %s'],
  ['message as an object', { message: { message: 'No %s', params: ['tea'] } }, 'No tea', 'No %s'],
  ['only formatted', { logentry: { formatted: 'No tea' } }, 'No tea', 'No tea'],
  [
    'raven',
    { message: 'No tea', 'sentry.interfaces.Message': { message: 'No %s', params: ['tea'] } },
    'No tea',
    'No %s',
  ],
  [
    'raven without parameters',
    { message: 'No tea', 'sentry.interfaces.Message': { message: 'No %s' } },
    'No tea',
    'No %s',
  ],
  ['an empty logentry', { logentry: { message: '' }, message: 'No tea' }, 'No tea', 'No tea'],
  ['a number', { message: 404 }, '404', '404'],
  ['nothing', { message: null, logentry: {} }, null, null],
  ['feedback', { contexts: { feedback: { message: 'It is slow' } } }, 'It is slow', 'It is slow'],
])('%s', (_, event, text, template) => {
  const message = readMessage(event, new Reading(true))
  expect(message?.text ?? null).toBe(text)
  expect(message?.template ?? null).toBe(template)
})
