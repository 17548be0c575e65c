import type { Step } from '@cabestan/protocol/steps'
import { beforeEach, describe, expect, it } from 'vitest'
import { applyDescription } from './apply.ts'
import { withGuard } from './guard/guard.fixture.ts'
import { markers } from './guard/guard-paths.ts'
import { MemoryHost } from './host/memory.ts'
import { rootFile } from './host/root-attributes.ts'
import { writeClaim } from './ledger/claims.ts'
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
const readByNginx = {
  kind: 'file',
  reason: 'nginx.default',
  path: '/etc/nginx/cabestan.conf',
  content: '',
  ...rootFile,
  service: 'nginx',
} satisfies Step
const behindNothing: Step = { ...directory, path: '/srv/missing/inside' }

let host: MemoryHost
/** Lets the running generation of locales end with this code. */
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

/** Resolves when the run ends, with the error that it failed with, and records each step that is done. */
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

  it('keeps no service from reading its files', async () => {
    host.program('systemctl', ([, verb]) => (verb === 'show' ? { stdout: 'ActiveState=active\n' } : {}))
    host.files.seedDirectory('/etc/nginx')
    const run = apply(locale, readByNginx)
    await until(() => host.ran.some((argv) => argv.join(' ') === 'systemctl reload nginx.service'))
    expect(run.hasEnded()).toBe(false)
    generate(0)
    expect(await run.ended).toBeNull()
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

it('is waited for where it is taken away, because the next may be what it stands on', async () => {
  const redis: Step = {
    kind: 'redis-instance',
    reason: 'redis.instance',
    name: 'disquaire',
    maxMemoryMegabytes: 64,
    environmentFile: '/srv/disquaire/env',
    portKey: 'REDIS_PORT',
    passwordKey: 'REDIS_PASSWORD',
  }
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>()
  host.program('systemctl', ([, verb]) => (verb === 'stop' ? stopped.then(() => ({})) : {}))
  const { service: _, ...file } = readByNginx
  host.files.seed(file.path, '')
  const { owner, ...claimed } = description(file, redis)
  await writeClaim(host, { ...owner, ...claimed, at: 0, release: [] })
  const run = apply()
  await until(() => host.ran.some((argv) => argv[1] === 'stop'))
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
  expect(await host.files.stat(file.path)).not.toBeNull()
  stop()
  expect(await run.ended).toBeNull()
  expect(await host.files.stat(file.path)).toBeNull()
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

describe('who may come in', () => {
  const sudoRule: Step = { kind: 'sudo-rule', reason: 'access.sudo', name: 'cabestan-deploy', user: 'deploy' }
  const fail2ban: Step = { kind: 'fail2ban', reason: 'fail2ban.ssh', jails: [{ name: 'sshd', settings: {} }] }

  beforeEach(() => {
    withGuard(host)
    // Sleeping lets others go on and moves no clock, so that no deadline passes.
    host.clock.sleep = () => new Promise(setImmediate)
    host.program('systemctl', ([, verb]) =>
      verb === 'show' ? { stdout: 'ActiveState=active\nMainPID=7\n' } : {},
    )
    host.files.seed('/usr/bin/fail2ban-client', '')
    host.program('visudo', () => ({}))
    host.program('fail2ban-client', () => ({}))
    for (const path of ['/etc/sudoers.d', '/etc/ssh', '/run']) host.files.seedDirectory(path)
    host.files.seedDirectory('/etc/fail2ban/jail.d')
  })

  const isArmed = async () => (await host.files.stat(markers.armed)) !== null
  const jail = () => host.files.stat('/etc/fail2ban/jail.d/cabestan.local')

  it('is proved while what will shut out later is started, and shuts nobody out yet', async () => {
    const isBegun = () => ran().includes('systemctl start fail2ban.service')
    host.program('systemctl', ([, verb]) => {
      const state = isBegun() ? 'active' : 'inactive'
      return verb === 'show' ? { stdout: `ActiveState=${state}\nUnitFileState=enabled\nMainPID=7\n` } : {}
    })
    const run = apply(sudoRule, fail2ban)
    await until(isBegun)
    for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate)
    expect(await host.files.readText('/etc/fail2ban/jail.d/cabestan.local')).toContain('maxretry = 1000000\n')
    expect(ran()).not.toContain('systemctl reload fail2ban.service')
    expect(run.hasEnded()).toBe(false)
    await host.files.rename(markers.armed, markers.disarmed)
    expect(await run.ended).toBeNull()
    expect(await host.files.readText('/etc/fail2ban/jail.d/cabestan.local')).not.toContain('maxretry')
    expect(ran()).toContain('systemctl reload fail2ban.service')
  })

  it('is proved while services read what was described for them', async () => {
    host.program('systemctl', ([, verb]) => (verb === 'show' ? { stdout: 'ActiveState=active\n' } : {}))
    host.files.seedDirectory('/etc/nginx')
    const run = apply(sudoRule, readByNginx, fail2ban)
    await until(() => ran().includes('systemctl reload nginx.service'))
    for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate)
    expect(run.hasEnded()).toBe(false)
    expect(await isArmed()).toBe(true)
    await host.files.rename(markers.armed, markers.disarmed)
    expect(await run.ended).toBeNull()
  })

  it('is proved while the steps behind are made, except those that shut out', async () => {
    const run = apply(sudoRule, directory, fail2ban)
    await until(() => run.done.includes('step-done directory:/srv/disquaire'))
    for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate)
    expect(await isArmed()).toBe(true)
    expect(await jail()).toBeNull()
    expect(run.hasEnded()).toBe(false)
    await host.files.rename(markers.armed, markers.disarmed)
    expect(await run.ended).toBeNull()
    expect(await jail()).not.toBeNull()
  })

  const sshd: Step = { kind: 'sshd', reason: 'access.sshd', settings: { PermitRootLogin: 'no' } }
  const reload = 'systemctl restart ssh.socket'
  const ran = () => host.ran.map((argv) => argv.join(' '))

  it('comes in by an sshd that is watched while the next step of access is made', async () => {
    host.program('visudo', () => until(() => ran().includes(reload)).then(() => ({})))
    const run = apply(sshd, sudoRule)
    await until(() => run.done.includes('step-done sudo-rule:cabestan-deploy'))
    await host.files.rename(markers.armed, markers.disarmed)
    expect(await run.ended).toBeNull()
    expect(ran().filter((words) => words === reload)).toHaveLength(1)
  })

  it('is restored only when nothing watches sshd any more', async () => {
    const { promise: watched, resolve: release } = Promise.withResolvers<void>()
    host.clock.sleep = () => watched
    host.program('visudo', () => ({ code: 1 }))
    const run = apply(sshd, sudoRule)
    await until(() => run.done.includes('step-failed sudo-rule:cabestan-deploy'))
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
    expect(await isArmed()).toBe(true)
    release()
    expect(await run.ended).toMatchObject({ failure: { step: 'sudo-rule:cabestan-deploy' } })
    expect(await isArmed()).toBe(false)
  })

  it('is as before where nobody proves it, and then nothing shuts out', async () => {
    const run = apply(sudoRule, directory, fail2ban)
    await until(() => run.done.includes('step-done directory:/srv/disquaire'))
    await host.files.rename(markers.armed, markers.restored)
    expect(await run.ended).toMatchObject({ failure: { code: 'access.unproven' } })
    expect(await jail()).toBeNull()
    expect(run.done).not.toContain('step-done fail2ban:server')
  })

  it('is proved also where a step behind fails', async () => {
    const run = apply(sudoRule, behindNothing)
    await until(() => run.done.some((line) => line.startsWith('step-failed')))
    expect(run.hasEnded()).toBe(false)
    await host.files.rename(markers.armed, markers.disarmed)
    expect(await run.ended).toMatchObject({ failure: { step: 'directory:/srv/missing/inside' } })
    expect(await host.files.stat('/etc/sudoers.d/cabestan-deploy')).not.toBeNull()
  })
})
