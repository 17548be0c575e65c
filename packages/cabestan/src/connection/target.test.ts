import { expect, it } from 'vitest'
import { sshArguments } from './ssh-arguments.ts'
import { destinationAs, sshDestination, writtenUser } from './target.ts'

it.each([
  ['shop', [], 'shop'],
  ['root@203.0.113.10', [], 'root@203.0.113.10'],
  ['root@203.0.113.10:2222', ['-p', '2222'], 'root@203.0.113.10'],
  ['ssh://root@shop.example:2222', [], 'ssh://root@shop.example:2222'],
  ['root@2001:db8::1', [], 'root@2001:db8::1'],
  ['root@[2001:db8::1]', [], 'root@2001:db8::1'],
  ['[2001:db8::1]:2222', ['-p', '2222'], '2001:db8::1'],
  ['[fe80::1%eth0]', [], 'fe80::1%eth0'],
  // OpenSSH itself reads no brackets in its addresses of this form: it prints its usage.
  ['ssh://root@[2001:db8::1]:2222', ['-p', '2222'], 'root@2001:db8::1'],
])('reads %s', (written, options, host) => {
  expect(sshDestination(written)).toEqual({ options, host })
})

it.each(['', '-oProxyCommand=reboot', 'two words', 'line\nend', 'bell\u0007'])('refuses %j', (written) => {
  expect(() => sshDestination(written)).toThrow('config.invalid')
})

it.each([
  ['shop', null],
  ['root@shop', 'root'],
  ['ssh://deploy@shop:22', 'deploy'],
  ['me@company@shop', 'me@company'],
])('finds the user in %s', (written, user) => {
  expect(writtenUser(written)).toBe(user)
})

it('lets a target’s options win over what is usual, and nothing over one process of its own', () => {
  const target = { destination: 'root@shop:22', sshOptions: ['-o', 'ConnectTimeout=2'], login: 'deploy' }
  const argv = sshArguments(target, { user: 'deploy', unattended: true }, 'exec true')
  const at = (word: string) => argv.indexOf(word)
  expect(at('ConnectTimeout=2')).toBeLessThan(at('ConnectTimeout=15'))
  expect(at('ControlPath=none')).toBeLessThan(at('ConnectTimeout=2'))
  expect(argv).toContain('PasswordAuthentication=no')
  expect(argv.slice(-7)).toEqual(['-l', 'deploy', '-p', '22', '--', 'root@shop', 'exec true'])
})

it.each([
  ['shop', 'deploy@shop'],
  ['root@203.0.113.10:2222', 'deploy@203.0.113.10:2222'],
  ['ssh://root@shop.example:2222', 'ssh://deploy@shop.example:2222'],
  ['ssh://shop', 'ssh://deploy@shop'],
  ['[2001:db8::1]', 'deploy@[2001:db8::1]'],
])('names who logs in to %s', (written, told) => {
  expect(destinationAs(written, 'deploy')).toBe(told)
  expect(destinationAs(written, null)).toBe(written)
})
