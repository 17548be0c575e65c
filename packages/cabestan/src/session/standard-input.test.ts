import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { standardInput } from './standard-input.ts'

const given = (...bytes: number[]) => standardInput(Readable.from([Buffer.from(bytes)]))

it('takes what it is given without the line end, of Windows too', async () => {
  expect(await given(0x61, 0x0a)).toBe('a')
  expect(await given(0x61, 0x0d, 0x0a)).toBe('a')
})

it('makes no other text of what is not UTF-8', async () => {
  expect(await given(0xc3, 0xa9)).toBe('é')
  expect(await given(0xe9)).toBeNull()
})
