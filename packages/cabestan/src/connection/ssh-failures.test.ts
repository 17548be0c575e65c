import { expect, it } from 'vitest'
import { sshFailure } from './ssh-failures.ts'
import { SshLog } from './ssh-log.ts'

const attempt = { host: 'shop', passwordGiven: false, lockedKey: null }

function logOf(text: string): SshLog {
  const log = new SshLog()
  log.push(text)
  return log
}

// The words are those of OpenSSH 8.2 to 10 on Linux, macOS and Windows.
it.each([
  [
    'ssh: Could not resolve hostname shop.invalid: Name or service not known',
    'host.unresolved',
    { host: 'shop.invalid' },
  ],
  ['ssh: Could not resolve hostname shop.invalid: No such host is known. ', 'host.unresolved', {}],
  [
    'ssh: connect to host 10.0.0.9 port 2222: Connection refused',
    'host.refused',
    { host: '10.0.0.9', port: '2222' },
  ],
  ['ssh: connect to host 10.0.0.9 port 22: Connection timed out', 'host.unreachable', { port: '22' }],
  ['ssh: connect to host 10.0.0.9 port 22: Operation timed out', 'host.unreachable', {}],
  [
    'ssh: connect to host 10.0.0.9 port 22: No route to host',
    'host.unreachable',
    { reason: 'No route to host' },
  ],
  [
    'Connection timed out during banner exchange\nConnection to 10.0.0.9 port 22 timed out',
    'host.unreachable',
    {},
  ],
  ['Host key verification failed.', 'host-key.unknown', { host: 'shop' }],
  [
    'No ED25519 host key is known for shop and you have requested strict checking.\nHost key verification failed.',
    'host-key.unknown',
    {},
  ],
  ['root@10.0.0.9: Permission denied (publickey).', 'key.refused', { host: '10.0.0.9', user: 'root' }],
  [
    'Received disconnect from 10.0.0.9 port 22:2: Too many authentication failures',
    'key.refused',
    { host: 'shop', reason: 'crowded' },
  ],
  [
    'Load key "C:\\Users\\ana\\shop.ppk": invalid format\nroot@shop: Permission denied (publickey).',
    'key.putty',
    { path: 'C:\\Users\\ana\\shop.ppk' },
  ],
  [
    'Load key "/home/ana/.ssh/id_ed25519": bad permissions\nroot@shop: Permission denied (publickey).',
    'key.refused',
    { loose: '/home/ana/.ssh/id_ed25519' },
  ],
  ['kex_exchange_identification: read: Connection reset by peer', 'ssh.failed', { host: 'shop' }],
  [
    'debug1: kex_exchange_identification: banner line 0: Not allowed at this time\nConnection closed by 10.0.0.9 port 22',
    'host.penalty',
    { host: 'shop' },
  ],
  ['', 'ssh.failed', {}],
])('reads %j as %s', (text, code, values) => {
  const { failure } = sshFailure(logOf(`debug1: Connecting\n${text}\n`), attempt)
  expect(failure).toMatchObject({ code, values, detail: { tail: text.replace(/^debug1:.*\n/, '').trim() } })
})

it('tells a changed key with both its places', () => {
  const text = [
    'debug1: Server host key: ssh-ed25519 SHA256:abc',
    '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @',
    'Offending ED25519 key in /home/ana/.ssh/known_hosts:12',
    'Host key for [10.0.0.9]:2222 has changed and you have requested strict checking.',
    'Host key verification failed.',
    '',
  ].join('\n')
  expect(sshFailure(logOf(text), attempt).failure).toMatchObject({
    code: 'host-key.changed',
    values: {
      host: '[10.0.0.9]:2222',
      file: '/home/ana/.ssh/known_hosts',
      line: '12',
      fingerprint: 'SHA256:abc',
    },
  })
})

it('tells a refused password and a locked key from a refused key', () => {
  const log = logOf('root@shop: Permission denied (publickey,password).\n')
  expect(sshFailure(log, { ...attempt, passwordGiven: true }).failure.code).toBe('password.refused')
  expect(sshFailure(log, { ...attempt, lockedKey: '/k' }).failure).toMatchObject({
    code: 'key.locked',
    values: { key: '/k' },
  })
})

it('keeps no more of a flood than its end', () => {
  const log = new SshLog()
  for (let line = 0; line < 5000; line += 1) log.push(`${line} ${'x'.repeat(10_000)}\n`)
  expect(log.messages().length).toBeLessThan(500)
  expect(log.tail().length).toBeLessThanOrEqual(4000)
})
