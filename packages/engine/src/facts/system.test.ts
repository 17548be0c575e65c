import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { listenersIn } from './listeners.ts'
import { readSshPorts, socketPorts, sshdPorts } from './ssh-ports.ts'
import { parseOsRelease, rootIsReadOnly } from './system.ts'

describe('the ports of ssh', () => {
  it('are those that sshd listens on for the world, not the forwarded ones of a session', () => {
    const ss = [
      'LISTEN 0      128          0.0.0.0:22        0.0.0.0:*    users:(("sshd",pid=71,fd=3))',
      'LISTEN 0      128             [::]:2222         [::]:*    users:(("sshd",pid=71,fd=4))',
      'LISTEN 0      128        127.0.0.1:6010      0.0.0.0:*    users:(("sshd",pid=90,fd=9))',
      'LISTEN 0      511          0.0.0.0:80        0.0.0.0:*    users:(("nginx",pid=99,fd=5))',
      '',
    ].join('\n')
    expect(sshdPorts(listenersIn(ss))).toEqual([22, 2222])
  })

  it('are read from the socket unit where systemd listens', () => {
    expect(
      socketPorts('Listen=0.0.0.0:22 (Stream)\nListen=[::]:2200 (Stream)\nActiveState=active\n'),
    ).toEqual([22, 2200])
    expect(socketPorts('Listen=22 (Stream)\nActiveState=active\n')).toEqual([22])
    expect(socketPorts('Listen=[::]:22 (Stream)\nActiveState=inactive\n')).toEqual([])
  })
})

describe('systemd', () => {
  const listener = (port: number, who: string) =>
    `LISTEN 0 128 0.0.0.0:${port} 0.0.0.0:* users:(("${who}",pid=1,fd=3))\n`

  it.each([
    ['where sshd listens and everybody else is known', listener(22, 'sshd') + listener(80, 'nginx'), [22], 0],
    ['where it listens for sshd', listener(22, 'systemd'), [2222], 1],
    [
      'where it listens for something beside sshd',
      listener(22, 'sshd') + listener(2222, 'systemd'),
      [22, 2222],
      1,
    ],
    ['where nobody says who listens', 'LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n', [2222], 1],
  ])('is asked for the ports of ssh only where it may have them: %s', async (_where, ss, ports, asked) => {
    const host = new MemoryHost()
      .program('ss', () => ({ stdout: ss }))
      .program('systemctl', () => ({ stdout: 'ActiveState=active\nListen=0.0.0.0:2222 (Stream)\n' }))
    expect(await readSshPorts(host)).toEqual(ports)
    expect(host.ran.filter(([program]) => program === 'systemctl')).toHaveLength(asked)
  })
})

describe('the system', () => {
  it('is read from os-release with and without quotes', () => {
    const fields = parseOsRelease(
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID=\'12\'\n',
    )
    expect([...fields]).toEqual([
      ['PRETTY_NAME', 'Debian GNU/Linux 12 (bookworm)'],
      ['ID', 'debian'],
      ['VERSION_ID', '12'],
    ])
  })

  it('is read-only when the last mount on / says so', () => {
    expect(rootIsReadOnly('/dev/a / ext4 rw,relatime 0 0\n/dev/b / ext4 ro,relatime 0 0\n')).toBe(true)
    expect(rootIsReadOnly('/dev/a / ext4 rw,errors=remount-ro 0 0\n/dev/b /ro ext4 ro 0 0\n')).toBe(false)
  })
})
