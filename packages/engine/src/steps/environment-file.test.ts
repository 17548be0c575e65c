import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { valueIn } from './environment-text.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const path = '/srv/app/env'
const step: Step = {
  kind: 'environment-file',
  reason: 'app.environment',
  path,
  owner: 'root',
  group: 'www-data',
  mode: '0640',
  values: {
    DJANGO_SECRET_KEY: { generate: 'django-key' },
    REDIS_PASSWORD: { generate: 'password' },
    DEBUG: { value: 'no' },
    GREETING: { value: 'good day' },
  },
}

function server(text?: string): MemoryHost {
  const host = new MemoryHost()
  host.files.seedDirectory('/srv/app')
  if (text !== undefined) host.files.seed(path, text, { group: 'www-data', mode: '0640' })
  return host
}

describe('environment-file', () => {
  it('is made from nothing, with secrets that nobody told it', async () => {
    const trial = new Trial(server())
    const change = await trial.apply(step)
    expect(change).toEqual({
      items: [
        {
          type: 'list',
          what: 'variables',
          subject: path,
          add: ['DJANGO_SECRET_KEY', 'REDIS_PASSWORD', 'DEBUG', 'GREETING'],
          remove: [],
        },
      ],
    })
    const text = (await trial.host.files.readText(path)) ?? ''
    expect(valueIn(text, 'DJANGO_SECRET_KEY')).toMatch(/^[A-Za-z0-9_-]{64}$/)
    expect(valueIn(text, 'REDIS_PASSWORD')).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(text).toMatch(/^# Managed by Cabestan/)
    expect(text).toContain("DEBUG=no\nGREETING='good day'\n")
    expect(await trial.host.files.stat(path)).toMatchObject({ group: 'www-data', mode: '0640' })
    expect(await trial.apply(step)).toBeNull()
    expect(await trial.host.files.readText(path)).toBe(text)
  })

  it('changes a given value, keeps a secret one and whatever else is there', async () => {
    const trial = new Trial(
      server('# by hand\nDJANGO_SECRET_KEY=kept\nMINE="1"\nREDIS_PASSWORD=\nDEBUG=yes\n'),
    )
    const change = await trial.apply(step)
    expect(change?.items).toEqual([
      {
        type: 'list',
        what: 'variables',
        subject: path,
        add: ['REDIS_PASSWORD', 'DEBUG', 'GREETING'],
        remove: ['REDIS_PASSWORD', 'DEBUG'],
      },
    ])
    const text = await trial.host.files.readText(path)
    expect(text).toMatch(
      /^# by hand\nDJANGO_SECRET_KEY=kept\nMINE="1"\nREDIS_PASSWORD=[A-Za-z0-9_-]{43}\nDEBUG=no\nGREETING='good day'\n$/,
    )
  })

  it('makes a port once, in place of what is none', async () => {
    const wanted: Step = { ...step, values: { REDIS_PORT: { generate: 'port' } } }
    const trial = new Trial(server('REDIS_PORT=none\n'))
    await trial.apply(wanted)
    const text = await trial.host.files.readText(path)
    expect(text).toMatch(/^REDIS_PORT=2[0-9]{4}\n$/)
    // Somebody listens on the port now, which is no reason to make another one.
    const port = Number(valueIn(text ?? '', 'REDIS_PORT'))
    const hex = port.toString(16).toUpperCase()
    trial.host.files.seed('/proc/net/tcp', `   0: 0100007F:${hex} 00000000:0000 0A\n`)
    expect(await trial.apply(wanted)).toBeNull()
  })

  it('never takes over what a link leads to', async () => {
    const host = server()
    host.files.seed('/etc/shadow', 'DEBUG=no\nDJANGO_SECRET_KEY=stolen\n')
    host.files.seedLink(path, '/etc/shadow')
    const trial = new Trial(host)
    const change = await trial.apply(step)
    expect(change?.items[0]).toMatchObject({ name: 'type', before: 'link', after: 'file' })
    expect(await host.files.readText(path)).not.toContain('stolen')
  })

  it('mends owner and mode', async () => {
    const trial = new Trial(server())
    await trial.apply(step)
    await trial.host.files.setAttributes(path, { owner: 'root', group: 'root', mode: '0644' })
    expect((await trial.apply(step))?.items.map((item) => 'name' in item && item.name)).toEqual([
      'mode',
      'group',
    ])
  })

  it('says no value, whoever gave it', async () => {
    const trial = new Trial(server('DJANGO_SECRET_KEY=hidden\nDEBUG=hidden\nREDIS_PASSWORD=hidden\n'))
    const before = await trial.check(step)
    expect(JSON.stringify(before)).not.toMatch(/hidden|good day/)
  })

  it('is whole wherever it was interrupted', async () => {
    const instants = await killAtEachInstant(step, server, async ({ files }) => {
      expect(valueIn((await files.readText(path)) ?? '', 'DJANGO_SECRET_KEY')).toHaveLength(64)
    })
    expect(instants).toBe(1)
  })
})
