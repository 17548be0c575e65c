import { ServiceName } from '@cabestan/protocol/names'
import { describe, expect, it } from 'vitest'
import { parseUnitState } from '../facts/unit-state.ts'
import type { Host } from '../host/host.ts'
import { MemoryHost } from '../host/memory.ts'
import { knownServices, settlingOrder } from './known-services.ts'

it('knows every service of the protocol', () => {
  expect([...settlingOrder].sort()).toEqual([...ServiceName.options].sort())
})

it('reads what systemd says of a unit', () => {
  const show = 'MainPID=71\nNRestarts=2\nActiveState=active\nUnitFileState=enabled-runtime\n'
  expect(parseUnitState(show)).toEqual({
    active: 'active',
    enabled: 'enabled-runtime',
    mainPid: 71,
    restarts: 2,
  })
})

describe('ssh', () => {
  it('is reloaded where sshd listens', async () => {
    const host = withSystemctl((words) => (words.includes('ssh.socket') ? 'ActiveState=inactive' : ''))
    expect(await knownServices.ssh.unit(host)).toBe('ssh.service')
    await reload('ssh', host, 'ssh.service')
    expect(ran(host)).toEqual(['reload ssh.service'])
  })

  it('where systemd listens, gives its ports to the socket without ending a session', async () => {
    const host = withSystemctl(() => 'ActiveState=active')
    expect(await knownServices.ssh.unit(host)).toBe('ssh.socket')
    await reload('ssh', host, 'ssh.socket')
    expect(ran(host)).toEqual(['daemon-reload', 'stop ssh.service', 'restart ssh.socket'])
  })
})

describe('nginx', () => {
  it('has read its files when it has new workers', async () => {
    const host = withSystemctl((words) => {
      if (words[0] === 'reload') host.files.seed('/proc/7/task/7/children', '8 10 ')
      return 'MainPID=7'
    })
    host.files.seed('/proc/7/task/7/children', '8 9 ')
    await expect(reload('nginx', host, 'nginx.service')).resolves.toBe('reload')
  })

  it('has not when the old ones go on', async () => {
    const host = withSystemctl(() => 'MainPID=7')
    host.files.seed('/proc/7/task/7/children', '8 9 ')
    await expect(reload('nginx', host, 'nginx.service')).rejects.toMatchObject({
      failure: { code: 'service.failed' },
    })
  })
})

describe('tmpfiles and sysctl', () => {
  it('read the changed files that are there', async () => {
    const host = new MemoryHost().program('systemd-tmpfiles', () => ({})).program('sysctl', () => ({}))
    host.files.seed('/etc/tmpfiles.d/a.conf', '')
    await reload('tmpfiles', host, '', ['/etc/tmpfiles.d/a.conf', '/etc/tmpfiles.d/gone.conf'])
    await reload('sysctl', host, '', ['/etc/sysctl.d/gone.conf'])
    expect(host.ran).toEqual([['systemd-tmpfiles', '--create', '/etc/tmpfiles.d/a.conf']])
  })
})

function withSystemctl(answer: (words: string[]) => string): MemoryHost {
  const host = new MemoryHost()
  return host.program('systemctl', ([, ...words]) => ({ stdout: `${answer(words)}\n` }))
}

function reload(service: ServiceName, host: Host, unit: string, paths: string[] = []): Promise<string> {
  return knownServices[service].reload({ host, unit, paths })
}

function ran({ ran }: MemoryHost): string[] {
  return ran
    .filter(([program, verb]) => program === 'systemctl' && verb !== 'show')
    .map((argv) => argv.slice(1).join(' '))
}
