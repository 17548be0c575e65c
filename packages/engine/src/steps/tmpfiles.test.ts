import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { parseDirectories } from './tmpfiles.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const path = '/etc/tmpfiles.d/app.conf'
const content = '# Sockets\nd /run/app 0750 root www-data -\n'
const step: Step = { kind: 'tmpfiles', reason: 'app.sockets', name: 'app', content }

function server(): MemoryHost {
  const host = new MemoryHost().program(
    'systemd-tmpfiles',
    async ([, , candidate = ''], _options, { files }) => {
      const text = (await files.readText(candidate)) ?? ''
      if (text.includes('bad')) return { code: 65, stderr: `${candidate}:1: Syntax error.\n` }
      for (const directory of parseDirectories(text)) await files.createDirectory(directory.path, directory)
      return {}
    },
  )
  for (const each of ['/etc/tmpfiles.d', '/run']) host.files.seedDirectory(each)
  return host
}

describe('tmpfiles', () => {
  it('is written, and what it describes is made at once', async () => {
    const trial = new Trial(server())
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'text', path, before: null, after: content },
      { type: 'action', action: 'create', subject: '/run/app' },
    ])
    expect(await trial.host.files.stat('/run/app')).toMatchObject({ mode: '0750', group: 'www-data' })
    expect(await trial.apply(step)).toBeNull()
  })

  it('makes again what somebody took away or changed', async () => {
    const trial = new Trial(server())
    await trial.apply(step)
    await trial.host.files.remove('/run/app')
    expect((await trial.apply(step))?.items).toEqual([
      { type: 'action', action: 'create', subject: '/run/app' },
    ])
    await trial.host.files.setAttributes('/run/app', { owner: 'root', group: 'root', mode: '0777' })
    expect((await trial.apply(step))?.items.map((item) => 'name' in item && item.name)).toEqual([
      'mode',
      'group',
    ])
  })

  it('is not put in place when systemd-tmpfiles cannot read it', async () => {
    const trial = new Trial(server())
    await expect(trial.apply({ ...step, content: 'bad\n' } as Step)).rejects.toMatchObject({
      failure: { code: 'service.invalid', values: { service: 'systemd-tmpfiles' } },
    })
    expect(await trial.host.files.stat(path)).toBeNull()
  })

  it('is whole wherever it was interrupted', async () => {
    await killAtEachInstant(step, server, async ({ files }) => {
      expect(await files.readText(path)).toBe(content)
      expect(await files.stat('/run/app')).toMatchObject({ mode: '0750' })
    })
  })

  it('is taken away with the empty directories that it made', async () => {
    const trial = new Trial(server())
    const both = { ...step, content: `${content}d /run/app/inner - - - -\nd /run/used - - - -\n` } as Step
    await trial.apply(both)
    trial.host.files.seed('/run/used/socket', '')
    await trial.remove(both)
    expect(await trial.host.files.list('/run')).toEqual(['used'])
    expect(await trial.host.files.stat(path)).toBeNull()
  })
})

describe('parseDirectories', () => {
  it('reads plain lines with their defaults, and leaves the others to systemd', () => {
    const lines = [
      'd /a',
      'D /b/ 750 www-data -',
      'd /c 2775 - adm 10d',
      'd! /boot',
      'f /file',
      'd /run/%i',
      '#d /x',
    ]
    expect(parseDirectories(lines.join('\n'))).toEqual([
      { path: '/a', mode: '0755', owner: 'root', group: 'root' },
      { path: '/b', mode: '0750', owner: 'www-data', group: 'root' },
      { path: '/c', mode: '02775', owner: 'root', group: 'adm' },
    ])
  })
})
