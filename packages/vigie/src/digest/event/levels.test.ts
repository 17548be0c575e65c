import { expect, it } from 'vitest'
import { Reading } from '../reading/reading.ts'
import { readLevel } from './levels.ts'

it.each([
  ['error', 'error', 0],
  ['WARNING', 'warning', 0],
  ['warn', 'warning', 0],
  ['log', 'info', 0],
  ['critical', 'fatal', 0],
  ['trace', 'debug', 0],
  ['SEVERE', 'error', 0],
  ['FINEST', 'debug', 0],
  ['W', 'warning', 0],
  ['LOG_ERR', 'error', 0],
  ['E_USER_DEPRECATED', 'info', 0],
  [40, 'error', 0],
  ['30', 'warning', 0],
  [10, 'debug', 0],
  [25, 'info', 0],
  [50, 'fatal', 0],
  ['catastrophic', 'error', 1],
  ['constructor', 'error', 1],
  [{ level: 'info' }, 'error', 1],
  [null, null, 0],
  ['', null, 0],
])('%j is %s', (sent, level, remarks) => {
  const reading = new Reading(true)
  expect(readLevel(sent, 'level', reading)).toBe(level)
  expect(reading.remarks).toHaveLength(remarks)
})
