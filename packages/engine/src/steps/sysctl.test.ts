import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { parseMounts } from '../facts/mounts.ts'
import { MemoryHost } from '../host/memory.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const path = '/etc/sysctl.d/60-app.conf'
const content = '# Managed by Cabestan.\nvm.swappiness = 10\nnet.ipv4.ip_local_port_range = 15000 60000\n'
const step: Step = {
  kind: 'sysctl',
  reason: 'system.swappiness',
  name: '60-app',
  settings: { 'vm.swappiness': '10', 'net.ipv4.ip_local_port_range': '15000 60000' },
}

/** Its sysctl sets what the file says and shows it as the kernel does. */
function server(): MemoryHost {
  const host = new MemoryHost().program('sysctl', async ([, , file = ''], _options, { files }) => {
    for (const [, key = '', value = ''] of ((await files.readText(file)) ?? '').matchAll(
      /^(\S+) = (.*)$/gm,
    )) {
      files.seed(`/proc/sys/${key.replaceAll('.', '/')}`, `${value.replace(' ', '\t')}\n`)
    }
    return {}
  })
  host.files.seedDirectory('/etc/sysctl.d')
  host.files.seed('/proc/sys/vm/swappiness', '60\n')
  host.files.seed('/proc/sys/net/ipv4/ip_local_port_range', '32768\t60999\n')
  return host
}

function container(networkIs: 'rw' | 'ro'): MemoryHost {
  const host = server()
  host.files.seed('/run/systemd/container', 'lxc')
  host.files.seed(
    '/proc/self/mounts',
    `proc /proc/sys proc ro 0 0\nproc /proc/sys/net proc ${networkIs} 0 0\n`,
  )
  return host
}

describe('sysctl', () => {
  it('writes its file and sets the values', async () => {
    const trial = new Trial(server())
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'text', path, before: null, after: content },
      { type: 'value', subject: 'kernel', name: 'setting', key: 'vm.swappiness', before: '60', after: '10' },
      {
        type: 'value',
        subject: 'kernel',
        name: 'setting',
        key: 'net.ipv4.ip_local_port_range',
        before: '32768 60999',
        after: '15000 60000',
      },
    ])
    expect(await trial.apply(step)).toBeNull()
  })

  it('sets again what somebody set otherwise', async () => {
    const trial = new Trial(server())
    await trial.apply(step)
    trial.host.files.seed('/proc/sys/vm/swappiness', '90\n')
    expect((await trial.apply(step))?.items).toHaveLength(1)
    expect(await trial.host.files.readText('/proc/sys/vm/swappiness')).toBe('10\n')
  })

  it('sets only what belongs to a container, and says what does not', async () => {
    const trial = new Trial(container('rw'))
    await trial.apply(step)
    expect(await trial.host.files.readText('/proc/sys/vm/swappiness')).toBe('60\n')
    expect(await trial.host.files.readText('/proc/sys/net/ipv4/ip_local_port_range')).toContain('15000')
    expect(await trial.host.files.readText(path)).toBe(content)
    expect(trial.said).toEqual([
      'sysctl: vm.swappiness: not set, it belongs to the machine around this container',
    ])
    expect(await trial.apply(step)).toBeNull()
  })

  it('sets nothing in a container that may only read', async () => {
    const trial = new Trial(container('ro'))
    await trial.apply(step)
    expect(trial.host.ran).toEqual([])
    expect(await trial.apply(step)).toBeNull()
  })

  it('is not put in place when the kernel refuses a value', async () => {
    const trial = new Trial(server())
    trial.host.program('sysctl', () => ({ code: 1, stderr: 'sysctl: setting key: Invalid argument\n' }))
    await expect(trial.apply(step)).rejects.toMatchObject({ failure: { code: 'command.failed' } })
    expect(await trial.host.files.stat(path)).toBeNull()
  })

  it('is whole wherever it was interrupted, and taken away', async () => {
    await killAtEachInstant(step, server, async ({ files }) => {
      expect(await files.readText(path)).toBe(content)
      expect(await files.readText('/proc/sys/vm/swappiness')).toBe('10\n')
    })
    const trial = new Trial(server())
    await trial.apply(step)
    await trial.remove(step)
    expect(await trial.host.files.stat(path)).toBeNull()
  })
})

describe('parseMounts', () => {
  it('goes by the deepest mount, and by the last of several in one place', () => {
    const text =
      'a / ext4 rw 0 0\nb /proc/sys proc ro,nosuid 0 0\nc /proc/sys/net proc ro 0 0\nc /proc/sys/net proc rw 0 0\nd /with\\040space x ro 0 0\n'
    const mounts = parseMounts(text)
    const paths = ['/etc', '/proc/sys/vm/swappiness', '/proc/sys/net/ipv4', '/proc/sysfoo', '/with space/x']
    expect(paths.map((each) => mounts.isReadOnly(each))).toEqual([false, true, false, false, true])
  })
})
