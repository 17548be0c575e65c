import { expect, test } from 'vitest'
import { reachable } from './resolver.ts'

test('a resolver on the loopback of this machine is left out', () => {
  const text = '# by hand\nnameserver 127.0.0.53\nnameserver ::1\nnameserver 192.0.2.53\nsearch example.org\n'
  expect(reachable(text)).toEqual(['nameserver 192.0.2.53', 'search example.org'])
})
