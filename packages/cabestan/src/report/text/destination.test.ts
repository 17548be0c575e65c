import { expect, it } from 'vitest'
import { placeOf } from './destination.ts'

it.each([
  ['web1', 'web1', 'web1', 'web1'],
  ['root@203.0.113.10', '203.0.113.10', '203.0.113.10', '203.0.113.10'],
  ['marie@203.0.113.10:2222', '203.0.113.10', '-p 2222 203.0.113.10', '"[203.0.113.10]:2222"'],
  ['ssh://marie@shop.example:2222', 'shop.example', '-p 2222 shop.example', '"[shop.example]:2222"'],
  ['ssh://shop.example:22/', 'shop.example', 'shop.example', 'shop.example'],
  ['[203.0.113.10]:2222', '203.0.113.10', '-p 2222 203.0.113.10', '"[203.0.113.10]:2222"'],
  ['root@[2001:db8::1]', '2001:db8::1', '2001:db8::1', '2001:db8::1'],
  ['[2001:db8::1]:2222', '2001:db8::1', '-p 2222 2001:db8::1', '"[2001:db8::1]:2222"'],
  ['2001:db8::1', '2001:db8::1', '2001:db8::1', '2001:db8::1'],
])('%s is a server that the programs of OpenSSH are told by its name and port', (written, ...words) => {
  const { hostname, server, known } = placeOf(written)
  expect([hostname, server, known]).toEqual(words)
})

it.each([
  ['web1', 'web1'],
  ['marie@203.0.113.10', 'marie@203.0.113.10'],
  ['ssh://marie@[2001:db8::1]:2222', '-p 2222 marie@2001:db8::1'],
])('%s is reached by ssh as %s', (written, target) => {
  expect(placeOf(written).target).toBe(target)
})

it.each([
  ['web1', 'web1'],
  ['root@2001:db8::1', '[2001:db8::1]'],
  ['[2001:db8::1]:2222', '[2001:db8::1]'],
])('%s stands before a port as %s', (written, bracketed) => {
  expect(placeOf(written).bracketed).toBe(bracketed)
})
