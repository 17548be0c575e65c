import type { Step } from '@cabestan/protocol/steps'
import { expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { parseAptDump } from './apt-settings.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const path = '/etc/apt/apt.conf.d/52cabestan-unattended-upgrades'
const step: Step = { kind: 'unattended-upgrades', reason: 'updates.automatic', rebootAt: '04:30' }

/** An apt-config for which, as for the real one, the last file decides. */
function server(): MemoryHost {
  const host = new MemoryHost()
    .program('apt-config', async (_argv, _options, { files }) => ({
      stdout:
        ((await files.readText(path)) ?? '') + ((await files.readText('/etc/apt/apt.conf.d/99local')) ?? ''),
    }))
    .program('systemctl', async ([, verb, , ...timers], _options, { files }) => {
      const directory = '/etc/systemd/system/timers.target.wants'
      for (const timer of verb === 'enable' ? timers : []) await files.link(`${directory}/${timer}`, '/lib')
      return {}
    })
  host.files.seedDirectory('/etc/apt/apt.conf.d')
  host.files.seedDirectory('/etc/systemd/system/timers.target.wants')
  return host
}

it('is right after a death at any instant', async () => {
  await killAtEachInstant(step, server, async ({ files }) => {
    expect(await files.readText(path)).toContain('Unattended-Upgrade::Automatic-Reboot-Time "04:30";')
    expect(await files.list('/etc/systemd/system/timers.target.wants')).toHaveLength(2)
  })
})

it('names what a person set after it, and takes its own file back', async () => {
  const trial = new Trial(server())
  trial.host.files.seed('/etc/apt/apt.conf.d/99local', '// hers\nAPT::Periodic::Unattended-Upgrade "0";\n')
  await expect(trial.apply(step)).rejects.toMatchObject({
    failure: {
      code: 'service.invalid',
      values: { service: 'apt', place: expect.stringContaining('99local:2: ') },
    },
  })
  expect(await trial.host.files.stat(path)).toBeNull()
})

it('never restarts a server whose owner gave no hour', async () => {
  const trial = new Trial(server())
  await trial.apply({ kind: 'unattended-upgrades', reason: 'updates.automatic' })
  const text = await trial.host.files.readText(path)
  expect(text).toContain('Unattended-Upgrade::Automatic-Reboot "false";')
  expect(text).not.toContain('Time')
})

it('reads a dump of apt, the last word of a name counting', () => {
  const dump = parseAptDump(
    'APT "";\nAPT::Periodic::Verbose "1";\nApt::Periodic::Verbose "2";\nA::B:: "x";\n',
  )
  expect(dump.get('apt::periodic::verbose')).toBe('2')
})
