import { expect, test } from 'vitest'
import { addressIn, chooseAddress, collides } from './address.ts'

test('each sandbox has a wire of two addresses', () => {
  expect(addressIn('10.213.0.0/16', 0)).toEqual({ index: 0, gateway: '10.213.0.1', address: '10.213.0.2' })
  expect(addressIn('10.213.0.0/16', 65)).toEqual({ index: 65, gateway: '10.213.1.5', address: '10.213.1.6' })
})

test('the first free one is taken', () => {
  expect(chooseAddress([], new Set([0, 1, 3]))?.address).toBe('10.213.0.10')
})

test('a network that this machine already knows is avoided', () => {
  const routes = [
    { dst: 'default', dev: 'eth0' },
    { dst: '10.213.128.0/17', dev: 'tun0' },
  ]
  expect(chooseAddress(routes, new Set())?.address).toBe('10.214.0.2')
})

test('routes to other sandboxes are no obstacle', () => {
  expect(chooseAddress([{ dst: '10.213.0.0/30', dev: 'cbs0' }], new Set([0]))?.address).toBe('10.213.0.6')
})

test('there is none where every pool collides or is full', () => {
  expect(chooseAddress([{ dst: '0.0.0.0/1' }, { dst: '128.0.0.0/1' }], new Set())).toBeUndefined()
})

test.each([
  ['10.213.0.0/30', '10.0.0.0/8', true],
  ['10.213.0.0/16', '10.213.77.3', true],
  ['10.213.0.0/16', '10.212.255.255', false],
  ['10.213.0.0/16', '10.214.0.0/15', false],
  ['192.168.213.0/24', '192.168.0.0/16', true],
])('%s and %s: %s', (ours, dst, expected) => {
  expect(collides(ours, [{ dst, dev: 'eth0' }])).toBe(expected)
})
