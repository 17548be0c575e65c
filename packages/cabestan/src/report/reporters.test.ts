import type { Event } from '@cabestan/protocol/events'
import type { RunSummary } from '@cabestan/protocol/runs'
import type { Status } from '@cabestan/protocol/status'
import { describe, expect, it } from 'vitest'
import { announcement } from './announcement.fixture.ts'
import { jsonReporter } from './json-reporter.ts'
import { FakeTerminal } from './live/terminal.fixture.ts'
import { peopleReporter } from './people-reporter.ts'
import { diagnosisLines } from './tables.ts'
import { voiceIn } from './voice.ts'

const plan = {
  changes: [],
  removals: [],
  unsettled: [],
  guarded: false,
  recorded: true,
  checked: 3,
  milliseconds: 1,
}
const run: RunSummary = {
  run: '20260101-000000-0000',
  owner: { app: 'disquaire', environment: 'staging' },
  task: 'deploy',
  by: 'celine@atelier',
  startedAt: 1_767_268_800_000,
  finishedAt: 1_767_268_812_000,
  outcome: 'done',
  changed: 2,
}
const status: Status = {
  facts: {
    system: {
      id: 'debian',
      name: 'Debian GNU/Linux 12 (bookworm)',
      version: '12',
      codename: 'bookworm',
      architecture: 'x64',
      kernel: '6.1',
      systemd: true,
      hostname: 'web1',
      container: false,
    },
    cores: 2,
    memoryMegabytes: 2048,
    swapMegabytes: 0,
    disk: { totalMegabytes: 40_960, freeMegabytes: 5120, freeInodes: 1, readOnly: false },
    sshPorts: [22],
    addresses: ['203.0.113.10'],
    ipv6: true,
    now: 0,
    uptimeSeconds: 7200,
    rebootRequired: true,
  },
  services: [
    { unit: 'nginx.service', active: 'active', enabled: 'enabled', since: null },
    { unit: 'ssh.service', active: 'failed', enabled: 'enabled', since: null },
  ],
  owners: [],
  applications: [],
  drift: [],
  unjudged: [],
  runs: [run],
}
const configuration = (...destinations: string[]) => ({
  app: 'disquaire',
  environment: 'staging',
  servers: destinations.map((destination) => ({ type: 'ssh' as const, destination, user: null })),
})

describe('for people', () => {
  it('break no word of a status in a narrow terminal', () => {
    const screen = new FakeTerminal({ columns: 40 })
    const place = { screen, voice: voiceIn('en', screen.paint, 40) }
    const report = peopleReporter({ out: place, side: place, verbose: false })
    report.expect({ app: 'disquaire', environment: 'staging', servers: [] })
    report.status('web1', status)
    report.close()
    expect(screen.text).toContain('\n  Debian GNU/Linux 12 (bookworm), x64,\n  kernel 6.1')
    expect(Math.max(...screen.text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40)
  })

  it('break no word of what is said of findings either', () => {
    const screen = new FakeTerminal({ columns: 40 })
    const place = { screen, voice: voiceIn('fr', screen.paint, 40) }
    const report = peopleReporter({ out: place, side: place, verbose: false })
    report.findings([{ code: 'repository.detached', severity: 'note', places: [], values: {} }], 'ready')
    report.close()
    expect(screen.text).toContain('--verbose')
    expect(Math.max(...screen.text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40)
  })

  it('tell of a run that failed at once no tenths of a second', () => {
    const { side, report } = people()
    report.run('web1', { ...run, outcome: 'failed', changed: 0, finishedAt: run.startedAt + 40 })
    expect(side.text).toContain('Failed at once.')
  })

  it('what init read is shown once, though the file has it as a comment too', () => {
    const head = (django: string) =>
      `# Read from the project by \`cabestan init\`:\n#   Django ${django}\n# Only what differs from the defaults stands below; every key, with comments: \`cabestan config\`.\n`
    const shown = (before: string, after: string) => {
      const { out, report } = people()
      report.draft({ file: 'cabestan.yaml', before, after })
      return out.text
    }
    const newer = `${head('5.2')}\napp: shop\nredis: true\n`
    const first = shown('app: shop\n', newer)
    expect(first).toMatch(/\+ a comment at its head/)
    expect(first).not.toMatch(/Django/)
    expect(first).toContain('\n+redis: true')
    // A change in a head that was there already is news.
    expect(shown(`${head('4.2')}\napp: shop\n`, newer)).toMatch(/^-#.*4\.2\n\+#.*5\.2$/m)
    const same = shown(`${head('5.2')}\napp: shop\n`, newer)
    expect(same).not.toContain('at its head')
    expect(same).toContain('\n+redis: true')
  })

  it('that the live release is not well is said once, before the question or by the run', () => {
    const told = (status: number) => {
      const { out, side, report } = people()
      report.expect(configuration('web1'))
      report.announce(
        'web1',
        { ...announcement, probe: { status, milliseconds: 1 } },
        { whole: false, why: false },
      )
      const notice = { type: 'notice', at: 0, stage: 'preflight', code: 'former.unhealthy' } as const
      report.event('web1', { ...notice, values: { answer: '502' } })
      return `${out.text}${side.text}`.match(/has a problem already/g)?.length
    }
    expect([told(502), told(200)]).toEqual([1, 1])
  })

  it('a server has its title once, until another one comes', () => {
    const { out, report } = people()
    report.expect(configuration('web1', 'web2'))
    const goes = { goes: ['/srv/shop'], stays: [] }
    report.removal('web1', goes, false)
    report.removal('web1', goes, true)
    report.removal('web2', goes, false)
    report.removal('web1', goes, true)
    expect(out.text.match(/→ web\d/g)).toEqual(['→ web1', '→ web2', '→ web1'])
  })

  it('results and what happens meanwhile go different ways', () => {
    const { out, side, report } = people()
    report.expect(configuration('web1'))
    report.looking('web1')
    report.plan('web1', plan, { whole: true, why: false })
    report.run('web1', run)
    report.failure('web1', { code: 'run.busy', values: { by: 'marc', run: 'x' } })
    expect(out.text).toBe('disquaire (staging) → web1\n\nNothing to change: the server is as described.')
    expect(side.text.split('\n').slice(0, 3)).toEqual([
      'Done: 2 steps changed, in 12 s.',
      '',
      '✗ A run that marc started is under way on this server (x).',
    ])
  })

  it('several servers are told apart', () => {
    const { out, side, report } = people()
    report.expect(configuration('web1', 'web2'))
    report.plan('web1', plan, { whole: true, why: false })
    report.plan('web2', plan, { whole: true, why: false })
    report.run('web2', { ...run, outcome: 'failed', changed: 1 })
    report.failure('web2', { code: 'interrupted', values: { run: 'x' } })
    expect(out.text).toContain('→ web1\n\nNothing')
    expect(out.text).toContain('\n\ndisquaire (staging) → web2\n\nNothing')
    expect(side.text).toContain('web2 Failed after 12 s; 1 step was changed before.')
    expect(side.text).toContain('✗ web2: Run x was cut off before its end.')
  })

  it('a status tells system, services, drift and runs', () => {
    const { out, report } = people()
    report.expect(configuration('web1'))
    report.status('web1', status)
    for (const part of [
      'web1 (203.0.113.10)',
      'Debian GNU/Linux 12 (bookworm), x64, kernel 6.1',
      'disk: 5.0 of 40 GB free',
      'up for 2 h 00 min',
      '! an update wants a reboot: `cabestan ssh -- sudo reboot`',
      '● ssh.service    failed  enabled',
      'Changed by hand\n  nothing',
      'deploy  disquaire (staging)  celine@atelier  2 steps changed',
    ])
      expect(out.text).toContain(part)
  })

  it('a status tells what was done without a run where it stands among the runs', () => {
    const { out, report } = people()
    report.expect(configuration('web1'))
    const { owner } = run
    const deed = (what: 'maintenance-on' | 'removed', minutes: number) => ({
      ...{ what, owner, by: 'marc@atelier', outcome: 'done' as const },
      at: run.startedAt + minutes * 60_000,
    })
    report.status('web1', { ...status, deeds: [deed('removed', 5), deed('maintenance-on', -5)] })
    const rows = out.text.split('\n').filter((line) => line.includes('@atelier'))
    expect(rows.map((row) => /2026.*? {2}(.*?) {2}/.exec(row)?.[1]?.trim())).toEqual([
      'remove',
      'deploy',
      'maintenance on',
    ])
    expect(rows[0]).toContain('marc@atelier')
  })

  it('a status tells which step nobody can judge, and why', () => {
    const { out, report } = people()
    report.expect(configuration('web1'))
    const values = { version: '15', name: 'main', port: '5433', unit: 'postgresql@15-main.service' }
    const unjudged = [{ code: 'database.port' as const, values, step: 'postgres-server:server' }]
    report.status('web1', { ...status, unjudged })
    expect(out.text).toMatch(/Changed by hand\n {2}\? PostgreSQL.*\n {6}.*5433/)
  })

  it.each([
    ['', false],
    [' (logrotate:disquaire)', true],
  ])('a removal names what goes and what stays%s', (id, verbose) => {
    const { out, report } = people({ verbose })
    report.expect(configuration('web1'))
    report.removal('web1', { goes: ['logrotate:disquaire'], stays: ['/srv/disquaire'] }, false)
    expect(out.text).toContain(`What goes\n  - Log rotation disquaire${id}\n`)
    expect(out.text).toContain('What stays\n  · /srv/disquaire')
  })

  it('a file for a bug report says what is in it', () => {
    const { out, report } = people()
    report.diagnosis('/tmp/x.tar.gz', [['versions.json', 2560]])
    expect(out.text).toContain('Written: /tmp/x.tar.gz')
    expect(out.text).toContain('versions.json  2.5 kB')
    expect(diagnosisLines('x.tar.gz', [['versions.json', 2560]], voiceIn('fr')).at(-1)).toContain('2,5 ko')
  })
})

describe('for programs', () => {
  const terminal = new FakeTerminal({ live: false })
  const report = jsonReporter(terminal, voiceIn('en'))

  it('is the protocol’s own objects, one a line, each with its server', () => {
    const event: Event = { type: 'guard-disarmed', at: 1 }
    report.connection('web1', { type: 'connected', user: 'deploy' })
    report.event('web1', event)
    report.plan('web1', plan, { whole: true, why: false })
    report.run('web1', run)
    report.status('web1', status)
    report.failure(null, { code: 'config.missing', values: {} })
    report.note('for people')
    expect(terminal.text.split('\n').map((line) => JSON.parse(line))).toEqual([
      { server: 'web1', ...event },
      { server: 'web1', ...plan },
      { server: 'web1', ...run },
      { server: 'web1', ...status },
      { server: null, code: 'config.missing', values: {} },
    ])
  })
})

function people({ verbose = false } = {}) {
  const out = new FakeTerminal({ live: false })
  const side = new FakeTerminal({ live: false })
  const place = (screen: FakeTerminal) => ({ screen, voice: voiceIn('en') })
  return { out, side, report: peopleReporter({ out: place(out), side: place(side), verbose }) }
}
