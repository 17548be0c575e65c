import { type Failure, failureCodes } from '@cabestan/protocol/failures'
import { describe, expect, it } from 'vitest'
import { failureLines, sayFailure } from './failure-view.ts'
import { voiceIn } from './voice.ts'

const voice = voiceIn('en')

describe('a failure', () => {
  it('says what happened, where, and what to do next', () => {
    const failure: Failure = {
      code: 'port.taken',
      values: { port: '80', holder: 'apache2 (pid 812)', service: 'nginx' },
      step: 'service:nginx.service',
      detail: {
        argv: ['systemctl', 'start', 'nginx.service'],
        exitCode: 1,
        tail: 'Job failed.\nSee journalctl.\n',
      },
    }
    expect(failureLines(failure, voice, 'web1').join('\n')).toBe(
      [
        '✗ web1: Port 80 is taken by apache2 (pid 812), so nginx cannot start.',
        '  step     Service nginx.service (service:nginx.service)',
        '  command  systemctl start nginx.service (exit code 1)',
        '  output   │ Job failed.',
        '           │ See journalctl.',
        '  next     See it: `cabestan ssh -- sudo ss -ltnp "sport = :80"`.',
        '           If nobody needs that program, stop it for good (often',
        '           `sudo systemctl disable --now apache2`), and run the command again.',
        '  code     port.taken',
      ].join('\n'),
    )
  })

  it('is followed by what stood in the way as well, each with its next step', () => {
    const besides: Failure['besides'] = [
      { code: 'release.name-taken', values: { what: 'user', name: 'shop', holder: '/home/shop' } },
    ]
    const lines = failureLines({ code: 'port.taken', values: { port: '80' }, besides }, voice)
    expect(lines.filter((line) => /^✗|code|^$/.test(line))).toEqual([
      '✗ Port 80 is taken by another program.',
      '  code     port.taken',
      '',
      '✗ The user `shop` (home /home/shop) on the server bears this application’s name already, and is',
      '  code     release.name-taken',
    ])
  })

  it.each(failureCodes)('%s has words without any value, in both languages', (code) => {
    for (const language of ['en', 'fr'] as const) {
      const { title } = sayFailure({ code, values: {} }, voiceIn(language))
      expect(title).toMatch(/\S/)
      expect(title).not.toMatch(/[{}…]/)
    }
  })

  it('puts codes in words and leaves out what nobody knows', () => {
    const failure = {
      code: 'config.invalid',
      values: {
        file: 'cabestan.yaml',
        line: '3',
        key: 'domains[0]',
        value: 'https://x.org',
        problem: 'domain-is-url',
      },
    } as const
    const { title, next } = sayFailure(failure, voice)
    expect(title).toBe(
      'cabestan.yaml, line 3: `domains[0]` cannot be “https://x.org”: the domain alone, without `https://` and path.',
    )
    expect(next).toEqual(['An example of each key: `cabestan config`.'])
  })

  it('measures in the units of the language', () => {
    const failure: Failure = { code: 'release.disk', values: { free: '12 MB', need: '500 MB', path: '/' } }
    expect(sayFailure(failure, voiceIn('fr')).title).toMatch(/12 Mo .* 500 Mo/)
    expect(sayFailure(failure, voiceIn('en')).title).toMatch(/12 MB .* 500 MB/)
  })

  it('names the server to ssh with the user and the port that it was written with', () => {
    const values = { host: '203.0.113.10', port: '2222', destination: 'marie@203.0.113.10:2222' }
    const { title, next } = sayFailure({ code: 'host.unreachable', values }, voice)
    expect(title).toBe('203.0.113.10 does not answer on port 2222.')
    expect(next.join('\n')).toContain('`ssh -p 2222 marie@203.0.113.10`')
    const written = { host: 'marie@203.0.113.10:2222' }
    expect(sayFailure({ code: 'ssh.failed', values: written }, voice).next.join('\n')).toContain(
      '`ssh -v -p 2222 marie@203.0.113.10`',
    )
  })

  it('gives advice that fits the cause', () => {
    const told = sayFailure(
      { code: 'sandbox.unsupported', values: { reason: 'suite', name: 'shop', suite: 'trixie' } },
      voice,
    )
    expect(told.title).toBe('A sandbox cannot be made here: the sandbox shop is there already, with trixie.')
    expect(told.next[0]).toContain('`cabestan sandbox destroy shop`')
  })

  it('says of a database in a file what helps there, and nothing of servers', () => {
    const said = 'attempt to write a readonly database'
    const values = { kind: 'file', said, file: '/srv/shop/data/db.sqlite3', directory: '/srv/shop/data' }
    const told = sayFailure({ code: 'database.unreachable', values }, voice)
    expect(told.title).toBe(
      `The application cannot use its SQLite database /srv/shop/data/db.sqlite3: ${said}`,
    )
    expect(told.next[0]).toContain('ls -la /srv/shop/data`')
    expect(told.next.join(' ')).not.toContain('PostgreSQL')
    const server = { code: 'database.unreachable', values: { kind: 'server', said: 'refused' } } as const
    expect(sayFailure(server, voice).next[0]).toContain('restart postgresql')
  })

  it('keeps the lines of an output for the project, and leaves out how Python imports a module', () => {
    const frames = ['_gcd_import', '_find_and_load', 'exec_module'].flatMap((name) => [
      `  File "<frozen importlib._bootstrap>", line 1206, in ${name}`,
    ])
    const own = ['  File "/srv/shop/releases/2/source/shop/urls.py", line 3, in <module>', 'SyntaxError: no']
    const tail = [...own.slice(0, 1), ...frames, ...own.slice(1)].join('\n')
    const failure = { code: 'build.check', values: { error: 'x' }, detail: { tail } } as const
    expect(failureLines(failure, voice).filter((line) => line.includes('│'))).toEqual([
      `  output   │ ${own[0]}`,
      `           │ ${own[1]}`,
    ])
  })

  it('names each operation of a migration that a live release cannot live with, and why', () => {
    const operation = { migration: 'shop.0002_drop', operation: 'RemoveField', subject: 'album.note' }
    const failure: Failure = {
      code: 'migrations.unsafe',
      values: { migrations: 'shop.0002_drop' },
      detail: { tail: JSON.stringify([{ ...operation, why: 'column-dropped' }]) },
    }
    const lines = failureLines(failure, voice)
    expect(lines[0]).toBe(
      '✗ The release that is live could not go on beside these migrations: shop.0002_drop.',
    )
    expect(lines.slice(1, 3)).toEqual([
      '  output   shop.0002_drop  RemoveField album.note',
      '             it still asks this column',
    ])
    expect(failureLines(failure, voiceIn('fr')).join(' ')).toContain('elle interroge encore cette colonne')
  })

  it('says what stands after a migration that failed, and what the live release can do with it', () => {
    const values = { migration: 'shop.0003_b', exception: 'IntegrityError: no', applied: 'shop.0002_a' }
    const failure = { code: 'migrations.failed', values: { ...values, former: 'safe', number: '4' } } as const
    const { title, next } = sayFailure(failure, voice)
    expect(title).toBe('Migration shop.0003_b failed: IntegrityError: no')
    expect(next).toEqual([
      'The release that is live goes on as before.',
      'Applied before it, and standing: shop.0002_a. The next deploy goes on behind them.',
      'Put it right, commit, and deploy again.',
    ])
  })

  it('works out what is said otherwise than it is measured', () => {
    const late = { code: 'server.clock', values: { seconds: '259200' } } as const
    expect(sayFailure(late, voice).title).toContain('3 d 0 h')
    const full = { code: 'disk.full', values: { path: '/', free: '12 MB' } } as const
    expect(sayFailure(full, voiceIn('fr')).title).toContain('12 Mo')
    const changed = { code: 'host-key.changed', values: { host: 'root@web1' } } as const
    expect(sayFailure(changed, voice).next[0]).toContain('`ssh-keygen -R web1`')
    const keptIn = (file: string) =>
      sayFailure({ ...changed, values: { ...changed.values, file } }, voice).next[0]
    expect(keptIn('/home/ana/.ssh/known_hosts')).toContain('`ssh-keygen -R web1`')
    expect(keptIn('/srv/my keys')).toContain("`ssh-keygen -R web1 -f '/srv/my keys'`")
    const elsewhere = { host: 'marie@web1:2222', user: 'marie' }
    expect(sayFailure({ code: 'sudo.missing', values: elsewhere }, voice).next[0]).toContain(
      '`ssh -l root -p 2222 web1 "apt-get',
    )
    expect(
      sayFailure({ code: 'host-key.unknown', values: { host: '[web1]:2222' } }, voice).next[1],
    ).toContain('`ssh-keyscan -p 2222 web1`')
  })

  it('lets no server write to the terminal', () => {
    const hostile = '\u001b]0;title\u0007\u001b[2J'
    const failure: Failure = {
      code: 'protocol.garbage',
      values: { start: hostile },
      detail: { tail: hostile },
    }
    const text = failureLines(failure, voice).join('')
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain('\u0007')
  })

  it('shows what still differed after a step', () => {
    const items = [{ type: 'value', subject: '/etc/x', name: 'mode', before: '0600', after: '0644' }]
    const failure: Failure = { code: 'step.unproven', values: {}, detail: { tail: JSON.stringify(items) } }
    expect(failureLines(failure, voice).join('\n')).toContain('/etc/x mode: 0600 → 0644')
  })
})
