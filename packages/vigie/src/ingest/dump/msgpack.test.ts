import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packed } from './msgpack.fixture.ts'
import { unpacked } from './msgpack.ts'

const read = (...bytes: readonly number[]) => unpacked(Buffer.from(bytes))

it.each<[string, readonly number[], unknown]>([
  ['nothing', [0xc0], null],
  ['no', [0xc2], false],
  ['a small number', [0x07], 7],
  ['a small one below zero', [0xff], -1],
  ['a byte', [0xcc, 200], 200],
  ['two bytes', [0xcd, 1, 0], 256],
  ['eight bytes', [0xcf, 0, 0, 0, 0, 0, 0, 1, 0], 256],
  ['a byte below zero', [0xd0, 0x80], -128],
  ['eight below zero', [0xd3, 255, 255, 255, 255, 255, 255, 255, 254], -2],
  ['a short fraction', [0xca, 0x3f, 0x80, 0, 0], 1],
  ['what JSON has no number for', [0xcb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0], null],
  ['a short text', [0xa2, 0x68, 0x69], 'hi'],
  ['a text', [0xd9, 2, 0x68, 0x69], 'hi'],
  ['bytes', [0xc4, 2, 0x68, 0x69], 'hi'],
  ['a short list', [0x92, 1, 0xc3], [1, true]],
  ['a list', [0xdc, 0, 1, 5], [5]],
  ['a short map', [0x81, 0xa1, 0x61, 1], { a: 1 }],
  ['a map', [0xde, 0, 1, 0xa1, 0x61, 1], { a: 1 }],
  ['a time of its own kind', [0xd6, 0xff, 0, 0, 0, 0], null],
])('%s', (_, bytes, expected) => {
  expect(read(...bytes)).toEqual([expected])
})

it('reads one value behind the other, until what is cut off', () => {
  expect(read(1, 0xa2, 0x68, 0x69, 0xdb, 0, 0, 1, 0, 0x61)).toEqual([1, 'hi'])
})

it('takes no count for granted, nor any depth', () => {
  expect(read(0xdd, 0xff, 0xff, 0xff, 0xff)).toEqual([])
  expect(unpacked(Buffer.alloc(100_000, 0x91))).toEqual([])
  const emptyLists = Buffer.concat([Buffer.from([0xdd, 0, 1, 0, 0]), Buffer.alloc(65_536, 0x90)])
  expect(unpacked(emptyLists)).toEqual([])
})

it('reads whatever was packed, and any bytes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.parse(JSON.stringify(value))
      expect(JSON.parse(JSON.stringify(unpacked(packed(json))))).toEqual([json])
    }),
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void unpacked(Buffer.from(bytes))))
})
