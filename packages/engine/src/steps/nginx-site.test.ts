import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { PendingServices } from '../services/pending-services.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const site = {
  kind: 'nginx-site',
  reason: 'nginx.default',
  name: 'shop',
  content: 'server {}\n',
  enabled: true,
} satisfies Step
const available = '/etc/nginx/sites-available/shop'
const enabled = '/etc/nginx/sites-enabled/shop'

function server(): MemoryHost {
  const host = new MemoryHost().program('nginx', () => ({})).program('python3', () => ({}))
  host.files.seed('/usr/sbin/nginx', '')
  host.files.seed('/usr/bin/supervisord', '')
  host.files.seedDirectory('/etc/nginx/sites-available')
  host.files.seedDirectory('/etc/nginx/sites-enabled')
  host.files.seedDirectory('/etc/supervisor/conf.d')
  return host
}

describe('nginx site', () => {
  it('is a file and a link, judged together, whole after a death at any instant', async () => {
    const instants = await killAtEachInstant(site, server, async (host) => {
      expect(await host.files.readText(available)).toBe(site.content)
      expect(await host.files.readLink(enabled)).toBe(available)
      expect(await new PendingServices(host).pending()).toEqual(['nginx'])
    })
    expect(instants).toBeGreaterThan(4)
  })

  it('that is switched off keeps its file', async () => {
    const trial = new Trial(server())
    await trial.apply(site)
    expect((await trial.apply({ ...site, enabled: false }))?.items).toEqual([
      { type: 'action', action: 'delete', subject: enabled },
    ])
    expect(await trial.host.files.stat(enabled)).toBeNull()
    expect(await trial.host.files.readText(available)).toBe(site.content)
  })

  it('shows a file in place of the link', async () => {
    const trial = new Trial(server())
    await trial.apply(site)
    trial.host.files.seed(enabled, 'copied')
    expect((await trial.apply(site))?.items).toEqual([
      { type: 'value', subject: enabled, name: 'type', before: 'file', after: 'link' },
      { type: 'value', subject: enabled, name: 'target', before: null, after: available },
    ])
  })

  it('goes with its link', async () => {
    const trial = new Trial(server())
    await trial.apply(site)
    await trial.remove(site)
    expect(await trial.host.files.stat(available)).toBeNull()
    expect(await trial.host.files.stat(enabled)).toBeNull()
  })
})

describe('supervisor program', () => {
  const program: Step = {
    kind: 'supervisor-program',
    reason: 'supervisor.service',
    name: 'web',
    content: '[program:web]\n',
  }

  it('is one file, whole after a death at any instant, and goes', async () => {
    await killAtEachInstant(program, server, async (host) => {
      expect(await host.files.readText('/etc/supervisor/conf.d/web.conf')).toBe('[program:web]\n')
      expect(await new PendingServices(host).pending()).toEqual(['supervisor'])
    })
    const trial = new Trial(server())
    await trial.apply(program)
    await trial.remove(program)
    expect(await trial.host.files.list('/etc/supervisor/conf.d')).toEqual([])
  })

  it('lets nobody but root and those in adm read what a program says', async () => {
    const host = server()
    host.files.seed('/var/log/disquaire/web.log', 'GET /reset/', { mode: '0644' })
    const logs = ['/var/log/disquaire/web.log', '/var/log/disquaire/worker.log']
    const content = logs.map((path) => `stdout_logfile=${path}\n`).join('')
    await new Trial(host).apply({ ...program, content })
    for (const path of logs)
      expect(await host.files.stat(path)).toMatchObject({ owner: 'root', group: 'adm', mode: '0640' })
    expect(await host.files.readText('/var/log/disquaire/web.log')).toBe('GET /reset/')
  })
})
