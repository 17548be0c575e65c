import { expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { refuseWaitingPort } from './sshd-port.ts'

const listeners = 'LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=9,fd=3))\n'
const socket = 'ActiveState=active\nListen=0.0.0.0:2222 (Stream)\n'

function hostWith(config: string, unit = ''): MemoryHost {
  const host = new MemoryHost()
    .program('ss', () => ({ stdout: unit === '' ? listeners : '' }))
    .program('systemctl', () => ({ stdout: unit }))
  host.files.seed('/etc/ssh/sshd_config', config)
  return host
}

it('a port that waits for the next reload is named, with its place and what moves ssh to it', async () => {
  await expect(refuseWaitingPort(hostWith('# Head\nPort 2222\n'))).rejects.toMatchObject({
    failure: {
      code: 'ssh.port-waits',
      values: { place: '/etc/ssh/sshd_config:2', port: '2222', listening: '22', unit: 'ssh.service' },
    },
  })
})

it.each([
  ['no line says a port', '', ''],
  ['ssh listens there', 'Port 22\n', ''],
  ['systemd listens there in its place', 'Port 2222\n', socket],
  ['only its socket was moved, and the files say nothing', 'X11Forwarding no\n', socket],
])('nothing is said where %s', async (_where, config, unit) => {
  await expect(refuseWaitingPort(hostWith(config, unit))).resolves.toBeUndefined()
})
