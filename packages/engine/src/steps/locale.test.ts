import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const step: Step = { kind: 'locale', reason: 'system.locale', locale: 'fr_FR.UTF-8' }
const list =
  '# A list\n# fr_BE.UTF-8 UTF-8\n# fr_FR.UTF-8 UTF-8\n# fr_FR.UTF-8@euro UTF-8\nde_DE.UTF-8 UTF-8\n'

function server(): MemoryHost {
  const host = new MemoryHost()
  let generated = ['C.utf8', 'POSIX']
  host
    .program('locale', () => ({ stdout: `${generated.join('\n')}\n` }))
    .program('locale-gen', async (_argv, _options, { files }) => {
      const lines = [...((await files.readText('/etc/locale.gen')) ?? '').matchAll(/^(\w+)\.UTF-8 UTF-8$/gm)]
      generated = ['C.utf8', 'POSIX', ...lines.map(([, name]) => `${name}.utf8`)]
      return {}
    })
  host.files.seed('/etc/locale.gen', list)
  host.files.seedDirectory('/etc/default')
  return host
}

describe('locale', () => {
  it('is generated and made the default', async () => {
    const trial = new Trial(server())
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'value', subject: '/etc/locale.gen', name: 'locale', before: null, after: 'fr_FR.UTF-8' },
      { type: 'action', action: 'create', subject: 'fr_FR.UTF-8' },
      { type: 'value', subject: '/etc/default/locale', name: 'locale', before: null, after: 'fr_FR.UTF-8' },
    ])
    expect(await trial.host.files.readText('/etc/locale.gen')).toBe(
      list.replace('# fr_FR.UTF-8 UTF-8', 'fr_FR.UTF-8 UTF-8'),
    )
    expect(await trial.host.files.readText('/etc/default/locale')).toBe('LANG=fr_FR.UTF-8\n')
    expect(await trial.apply(step)).toBeNull()
  })

  it('keeps what else is set, and the link of Debian 13', async () => {
    const trial = new Trial(server())
    trial.host.files.seed('/etc/locale.conf', 'LANG="C.UTF-8"\nLC_TIME=de_DE.UTF-8\n')
    trial.host.files.seedLink('/etc/default/locale', '../locale.conf')
    expect((await trial.apply(step))?.items[2]).toMatchObject({
      subject: '/etc/locale.conf',
      before: 'C.UTF-8',
    })
    expect(await trial.host.files.readText('/etc/locale.conf')).toBe(
      'LANG=fr_FR.UTF-8\nLC_TIME=de_DE.UTF-8\n',
    )
    expect(await trial.host.files.readLink('/etc/default/locale')).toBe('../locale.conf')
  })

  it('needs nothing generated for the one that is always there', async () => {
    const trial = new Trial(server())
    await trial.apply({ ...step, locale: 'C.UTF-8' } as Step)
    expect(trial.host.ran.map(([program]) => program)).not.toContain('locale-gen')
    expect(await trial.host.files.readText('/etc/locale.gen')).toBe(list)
  })

  it('adds a line where the list has none', async () => {
    const trial = new Trial(server())
    trial.host.files.seed('/etc/locale.gen', 'de_DE.UTF-8 UTF-8')
    await trial.apply(step)
    expect(await trial.host.files.readText('/etc/locale.gen')).toBe('de_DE.UTF-8 UTF-8\nfr_FR.UTF-8 UTF-8\n')
  })

  it('that no distribution knows is told with the nearest one, and no list is spoilt by it', async () => {
    const trial = new Trial(server())
    trial.host.files.seed(
      '/usr/share/i18n/SUPPORTED',
      'de_DE.UTF-8 UTF-8\nfr_FR.UTF-8 UTF-8\nfr_FR ISO-8859-1\n',
    )
    await expect(trial.apply({ ...step, locale: 'fr_FF.UTF-8' } as Step)).rejects.toMatchObject({
      failure: { code: 'locale.unknown', values: { locale: 'fr_FF.UTF-8', nearest: 'fr_FR.UTF-8' } },
    })
    expect(await trial.host.files.readText('/etc/locale.gen')).toBe(list)
    await trial.apply(step)
  })

  it('tells what ended the program that makes it, though the script around it succeeds', async () => {
    const host = server().program('locale-gen', () => ({
      stdout: 'Generating locales (this might take a while)...\n  fr_FR.UTF-8...',
      stderr: '/usr/sbin/locale-gen: line 57: 4711 Killed\n',
    }))
    await expect(new Trial(host).apply(step)).rejects.toMatchObject({
      failure: { code: 'command.failed', values: { command: 'locale-gen' } },
    })
  })

  it('is whole wherever it was interrupted', async () => {
    await killAtEachInstant(step, server, async (host) => {
      expect(await host.files.readText('/etc/default/locale')).toBe('LANG=fr_FR.UTF-8\n')
      expect((await host.exec(['locale', '-a'])).stdout).toContain('fr_FR.utf8')
    })
  })
})
