import { expect, it } from 'vitest'
import { listenersIn } from '../facts/listeners.ts'
import { openAmong } from './shut-ports.ts'

const told = `udp UNCONN 0 0 0.0.0.0:68 0.0.0.0:* users:(("dhclient",pid=3,fd=7))
udp UNCONN 0 0 0.0.0.0:51820 0.0.0.0:*
udp UNCONN 0 0 [::]:51820 [::]:*
udp UNCONN 0 0 10.0.0.2:41641 0.0.0.0:* users:(("chronyd",pid=4,fd=5))
udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:* users:(("systemd-resolve",pid=5,fd=12))
tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=9,fd=3))
tcp LISTEN 0 5 *:8080 *:* users:(("node",pid=71,fd=4),("node",pid=70,fd=4))
tcp LISTEN 0 5 10.0.0.2%eth0:9100 0.0.0.0:* users:(("node_exporter",pid=72,fd=4))
tcp LISTEN 0 4096 0.0.0.0:9000 0.0.0.0:* users:(("docker-proxy",pid=80,fd=4))
tcp LISTEN 0 511 [::1]:6379 [::]:*
tcp LISTEN 0 511 [::ffff:127.0.0.1]:8005 *:* users:(("java",pid=90,fd=4))
`

it('knows what is open to the outside, each port once', () => {
  expect(openAmong(listenersIn(told))).toEqual([
    { port: 51820, protocol: 'udp', holder: null },
    { port: 22, protocol: 'tcp', holder: 'sshd' },
    { port: 8080, protocol: 'tcp', holder: 'node' },
    { port: 9100, protocol: 'tcp', holder: 'node_exporter' },
  ])
})
