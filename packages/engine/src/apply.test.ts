import type { Step } from '@cabestan/protocol/steps'
import { beforeEach, describe, expect, it } from 'vitest'
import { applyDescription } from './apply.ts'
import { MemoryHost } from './host/memory.ts'
import { MemorySystemd } from './steps/memory-systemd.ts'

const locale: Step = { kind: 'locale', reason: 'system.locale', locale: 'fr_FR.UTF-8' }
const directory: Step = {
  kind: 'directory',
  reason: 'app.directory',
  path: '/srv/disquaire',
  owner: 'root',
  group: 'root',
  mode: '0711',
}
const behindNothing: Step = { ...directory, path: '/srv/missing/inside' }

let host: MemoryHost
/** Ends the generation of locales that is under way. */
let generate: (code: number) => void
let generating: Promise<void>
beforeEach(() => {
  let available = ''
  host = new MemoryHost().program('locale', () => ({ stdout: available }))
  generating = new Promise((begun) => {
    host.program('locale-gen', () => {
      begun()
      return new Promise((resolve) => {
        generate = (code) => {
          available = 'fr_FR.utf8\n'
          resolve({ code })
        }
      })
    })
  })
  for (const path of ['/var/lib', '/etc/default', '/srv']) host.files.seedDirectory(path)
})

const description = (...steps: Step[]) => ({
  owner: { app: 'disquaire', environment: 'production' },
  login: 'deploy',
  steps,
})

/** Ends when the run has, with what it failed with; tells of each step that is done. */
function apply(...steps: Step[]) {
  const done: string[] = []
  let hasEnded = false
  const ended = applyDescription(description(...steps), {
    host,
    emit: (event) => {
      if (event.type === 'step-done' || event.type === 'step-failed') done.push(`${event.type} ${event.id}`)
    },
  })
    .then(() => null)
    .catch((thrown) => thrown)
    .finally(() => {
      hasEnded = true
    })
  return { done, ended, hasEnded: () => hasEnded }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate)
}

describe('a step that takes its time', () => {
  it('is not waited for by those behind it, but by the run', async () => {
    const run = apply(locale, directory)
    await generating
    await until(() => run.done.includes('step-done directory:/srv/disquaire'))
    expect(run.hasEnded()).toBe(false)
    generate(0)
    expect(await run.ended).toBeNull()
    expect(run.done).toContain('step-done locale:server')
  })

  it('fails the run, which does what else there is', async () => {
    const run = apply(locale, directory)
    await generating
    generate(1)
    expect(await run.ended).toMatchObject({ failure: { code: 'command.failed', step: 'locale:server' } })
    expect(await host.files.stat('/srv/disquaire')).not.toBeNull()
  })

  it('does not go on when another one has failed and the run has ended', async () => {
    const run = apply(locale, behindNothing)
    await generating
    await until(() => run.done.some((line) => line.startsWith('step-failed')))
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
    expect(run.hasEnded()).toBe(false)
    generate(0)
    expect(await run.ended).toMatchObject({ failure: { step: 'directory:/srv/missing/inside' } })
  })
})

it('tells who holds the port of a service that falls over after its start was taken for good', async () => {
  const systemd = new MemorySystemd(host)
  systemd.add('nginx.service')
  systemd.shortLived.set('nginx.service', 2)
  host.program('ss', () => ({ stdout: 'LISTEN 0 511 *:80 *:* users:(("apache2",pid=71,fd=4))\n' }))
  const reason = 'nginx.service'
  const step: Step = { kind: 'service', reason, unit: reason, enabled: true, running: true, ports: [80] }
  expect(await apply(step).ended).toMatchObject({
    failure: {
      code: 'port.taken',
      step: 'service:nginx.service',
      values: { port: '80', holder: 'apache2', service: 'nginx' },
      detail: { tail: 'the last words' },
    },
  })
})
