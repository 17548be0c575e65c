import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { refuseShutOut } from './sshd-admission.ts'

const ask = async (text: string, groups = ['deploy', 'adm']) => {
  const { files } = new MemoryHost()
  files.seed('/etc/ssh/sshd_config', `Include /etc/ssh/sshd_config.d/*.conf\n${text}`)
  files.seed('/etc/ssh/sshd_config.d/50-own.conf', 'PermitRootLogin no\n')
  await refuseShutOut(files, { name: 'deploy', groups })
}

describe('a list of who may come in by ssh', () => {
  it.each([
    '',
    'AllowUsers root deploy',
    'AllowUsers root\nAllowUsers dep*',
    'AllowUsers deploy@192.0.2.*',
    'AllowGroups ssh adm',
    'DenyUsers guest deploy@203.0.113.9\nDenyGroups guests',
    'Match Address 192.0.2.1\n  AllowUsers root',
  ])('lets the login user in: %s', async (text) => {
    await expect(ask(text)).resolves.toBeUndefined()
  })

  it.each([
    ['AllowUsers root claire', 'AllowUsers root claire', '/etc/ssh/sshd_config:2'],
    [
      'AllowUsers root\nAllowUsers "claire"',
      'AllowUsers root claire',
      '/etc/ssh/sshd_config:2, /etc/ssh/sshd_config:3',
    ],
    ['AllowUsers !deploy *', 'AllowUsers !deploy *', '/etc/ssh/sshd_config:2'],
    ['AllowGroups ssh', 'AllowGroups ssh', '/etc/ssh/sshd_config:2'],
    ['DenyUsers d?ploy', 'DenyUsers d?ploy', '/etc/ssh/sshd_config:2'],
    ['DenyGroups adm', 'DenyGroups adm', '/etc/ssh/sshd_config:2'],
  ])('shuts the login user out: %s', async (text, list, place) => {
    const values = { login: 'deploy', list, place }
    await expect(ask(text)).rejects.toMatchObject({ failure: { code: 'access.shut-out', values } })
  })
})
