import { expect, it } from 'vitest'
import type { JsonObject } from '../event.fixture.ts'
import { Reading } from '../reading/reading.ts'
import { readPlatform } from './platform.ts'

it.each<[string, JsonObject, string]>([
  ['as it was said', { platform: 'Ruby' }, 'ruby'],
  ['by a kind of project', { platform: 'python-django' }, 'python'],
  ['by a system', { platform: 'android' }, 'java'],
  ['node’s kinds are no browsers', { platform: 'javascript-nextjs' }, 'node'],
  ['a console', { platform: 'nintendo-switch' }, 'native'],
  ['an unknown one', { platform: 'cobol' }, 'cobol'],
  ['by the SDK', { sdk: { name: 'sentry.python.django' } }, 'python'],
  ['node is not a browser', { platform: 'other', sdk: { name: 'sentry.javascript.node' } }, 'node'],
  [
    'by the innermost file',
    { stacktrace: { frames: [{ filename: 'a.js' }, { filename: 'shop/views.py' }, null] } },
    'python',
  ],
  [
    'by the file of the last exception',
    { exception: [{ stacktrace: { frames: [{ filename: 'a.rb' }] } }] },
    'ruby',
  ],
  ['a file of no language', { stacktrace: { frames: [{ filename: 'a.constructor' }] } }, 'other'],
  ['nothing', {}, 'other'],
  ['a number', { platform: 7 }, '7'],
])('%s', (_, event, expected) => {
  expect(readPlatform(event, new Reading(true))).toBe(expected)
})
