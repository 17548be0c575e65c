import { expect, it } from 'vitest'
import { bytes, percent, short } from './numbers.ts'

it('numbers are short in columns, in the person’s language', () => {
  expect(short(9_999, 'en')).toBe('9,999')
  expect(short(12_345, 'en')).toBe('12.3K')
  expect(short(1_200_000, 'fr')).toMatch(/^1,2\sM$/)
})

it('bytes have the unit that reads best', () => {
  expect(bytes(0, 'en')).toBe('0 byte')
  expect(bytes(120 * 1024 ** 2, 'en')).toBe('120 MB')
  expect(bytes(1.5 * 1024 ** 3, 'fr')).toMatch(/^1,5\sGo$/)
})

it('small shares keep a digit', () => {
  expect(percent(1, 300, 'en')).toBe('0.3%')
  expect(percent(2, 3, 'en')).toBe('67%')
  expect(percent(1, 0, 'en')).toBe('0%')
})
