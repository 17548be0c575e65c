import { describe, expect, it } from 'vitest'
import { size } from './size.ts'

describe('a size', () => {
  it.each([
    [0, '0 kB', '0 ko'],
    [2048, '2 kB', '2 ko'],
    [1_500_000, '1.4 MB', '1,4 Mo'],
    [150_000_000, '143 MB', '143 Mo'],
    [5_000_000_000, '4.7 GB', '4,7 Go'],
    [5e15, '4,547 TB', '4 547 To'],
  ])('of %i bytes is %s', (bytes, english, french) => {
    expect(size(bytes, 'en')).toBe(english)
    expect(size(bytes, 'fr').replaceAll(/\s/g, ' ')).toBe(french)
  })
})
