import { expect, it } from 'vitest'
import { listenersIn } from './listeners.ts'

const listeners = `LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=9,fd=3))
LISTEN 0 511 *:80 *:* users:(("apache2",pid=71,fd=4),("apache2",pid=70,fd=4))
LISTEN 0 511 [::1]:6379 [::]:*
`

it('reads ports of every kind of address', () => {
  expect(listenersIn(listeners)).toEqual([
    { protocol: 'tcp', address: '0.0.0.0', port: 22, holder: 'sshd' },
    { protocol: 'tcp', address: '*', port: 80, holder: 'apache2' },
    { protocol: 'tcp', address: '[::1]', port: 6379, holder: null },
  ])
})
