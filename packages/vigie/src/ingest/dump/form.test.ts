import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boundaryIn, FormReader } from './form.ts'

const form = [
  '--x-1\r\nContent-Disposition: form-data; name="sentry"\r\n\r\n{"release":"é\r\n--x"}',
  '--x-1\r\nContent-Disposition: form-data; name="empty"\r\n\r\n',
  '--x-1\r\nContent-Disposition: form-data; name="dump"; filename="a.dmp"\r\nContent-Type: application/x-dmp\r\n\r\nMDMP\r\n\r\n--x',
  '--x-1\r\ncontent-disposition: form-data; name="ver"\r\n\r\n12\r\n--x-1--\r\n',
].join('\r\n')

it('reads the fields of a form and lets its files by, however it is cut', () => {
  const bytes = Buffer.from(form)
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
      const reader = new FormReader('x-1')
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length]
      for (const [index, from] of places.entries())
        reader.push(Buffer.from(bytes.subarray(from, places[index + 1])))
      expect(Object.fromEntries(reader.fields)).toEqual({
        ...{ sentry: '{"release":"é\r\n--x"}', empty: '', ver: '12' },
      })
      expect(reader.hasFile).toBe(true)
    }),
  )
})

it('holds no more than fields may have', () => {
  const reader = new FormReader('x')
  const begin = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
  for (const piece of [begin, ...Array.from({ length: 600 }, () => 'a'.repeat(1024))])
    reader.push(Buffer.from(piece))
  reader.push(Buffer.from('\r\n--x\r\nContent-Disposition: form-data; name="b"\r\n\r\nkept\r\n--x--'))
  expect(Object.fromEntries(reader.fields)).toEqual({ b: 'kept' })
})

it.each([
  ['multipart/form-data; boundary=abc', 'abc'],
  ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'],
  ['application/x-dmp', null],
  [undefined, null],
])('the boundary of %s is %s', (type, boundary) => {
  expect(boundaryIn(type)).toBe(boundary)
})
