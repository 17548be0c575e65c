import { expect, it } from 'vitest'
import { hostElsewhere, hostIn, isHere } from './hosts.ts'

it.each([
  ['redis://:sword@fish@cache.internal:6379/0', 'cache.internal'],
  ['redis://[::1]:6379', '[::1]'],
  ['localhost:11211', 'localhost'],
  ['db', 'db'],
  ['unix:///run/redis.sock', ''],
  ['/run/postgresql', ''],
  ['amqp://', ''],
])('the host of %s is %j', (address, host) => {
  expect(hostIn(address)).toBe(host)
})

it('a computer has several names for itself, and other hosts have a dot', () => {
  expect(['localhost', '127.0.0.1', '127.0.1.1', '[::1]', '::1', '0.0.0.0'].map(isHere)).not.toContain(false)
  expect(['localhost.shop.fr', '128.0.0.1', 'redis', ''].map(isHere)).not.toContain(true)
  expect(hostElsewhere('db.shop.fr')).toBe('db.shop.fr')
  const none = ['redis', 'localhost', 'host.docker.internal', 'db.example.com', '127.0.0.1', '']
  expect(none.flatMap((host) => hostElsewhere(host) ?? [])).toEqual([])
})
