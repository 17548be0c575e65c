import { expect, test } from 'vitest'
import { levels } from '../contract/event.ts'
import { deservesMail } from './decide.ts'

test('mails what is new or came back, from the level error on', () => {
  for (const cause of ['new', 'regression'] as const)
    expect(levels.filter((level) => deservesMail({ cause, level, status: 'unresolved' }))).toEqual([
      'fatal',
      'error',
    ])
})

test('mails neither one more event of a known issue nor what is muted', () => {
  expect(deservesMail({ cause: null, level: 'fatal', status: 'unresolved' })).toBe(false)
  expect(deservesMail({ cause: 'regression', level: 'fatal', status: 'muted' })).toBe(false)
})
