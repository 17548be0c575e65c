import { CabestanError } from '@cabestan/protocol/failures'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base, example, failureOf } from './parse.fixture.ts'
import { parse } from './parse.ts'
import { problems, syntaxProblems } from './problems.ts'

const mistakes = [
  ['environments: {s: {app: Shop}}', 'environments.s.app', 'app-name', 'disquaire'],
  ['environments: {s: {server: "-oProxyCommand=x"}}', 'environments.s.server', 'server', 'root@203.0.113.10'],
  ['fail2ban: {max_retry: many}', 'fail2ban.max_retry', 'number', '5'],
  ['firewall: {allow: [{port: 1, comment: été}]}', 'firewall.allow[0].comment', 'comment', 'game server'],
  [`domains: [${Array(101).fill('a.fr')}]`, 'domains', 'too-many', undefined],
  ['domains: disquaire.example', 'domains', 'list', '[ disquaire.example, www.disquaire.example ]'],
  ['domains: ["https://x.fr/"]', 'domains[0]', 'domain-is-url', 'disquaire.example'],
  ['domains: [x.fr/shop]', 'domains[0]', 'domain-is-url', 'disquaire.example'],
  ['domains: ["x.fr:8000"]', 'domains[0]', 'domain-has-port', 'disquaire.example'],
  ['domains: [203.0.113.10]', 'domains[0]', 'domain-is-address', 'disquaire.example'],
  ['domains: ["2001:db8::1"]', 'domains[0]', 'domain-is-address', 'disquaire.example'],
  ['domains: [localhost]', 'domains[0]', 'domain', 'disquaire.example'],
  ['domains: ["a b.fr"]', 'domains[0]', 'domain', 'disquaire.example'],
  ['domains: [1.5]', 'domains[0]', 'text', 'disquaire.example'],
  ['login: Deploy', 'login', 'login-name', 'deploy'],
  ['login:', 'login', 'text', 'deploy'],
  ['time_zone: Europe/Pari', 'time_zone', 'time-zone', 'Europe/Paris'],
  ['time_zone: "+01:00"', 'time_zone', 'time-zone', 'Europe/Paris'],
  ['locale: fr_FR', 'locale', 'locale', 'fr_FR.UTF-8'],
  ['firewall: {allow: [99999]}', 'firewall.allow[0]', 'port', undefined],
  ['firewall: {allow: [ssh]}', 'firewall.allow[0]', 'port', undefined],
  ['firewall: on', 'firewall', 'type', 'true | { allow: [ 8443 ] }'],
  ['fail2ban: {max_retry: 0}', 'fail2ban.max_retry', 'range', '≥ 1'],
  ['fail2ban: {ban_time: ever}', 'fail2ban.ban_time', 'duration', '10m'],
  ['fail2ban: {ignore: [office]}', 'fail2ban.ignore[0]', 'network', '203.0.113.0/24'],
  ['updates: {automatic: yes}', 'updates.automatic', 'boolean', 'true'],
  ['updates: {reboot_at: 4:00}', 'updates.reboot_at', 'time-of-day', '04:30'],
  ['swap: lots', 'swap', 'size', 'auto | off | 2G'],
  ['swap: 900G', 'swap', 'range', '64M … 64G'],
  ['postgres: {extensions: [Pg Trgm]}', 'postgres.extensions[0]', 'extension', 'pg_trgm'],
  ['packages: [Gdal Bin]', 'packages[0]', 'package-name', 'gdal-bin'],
  ['postgres: {settings: {work-mem: 1}}', 'postgres.settings.work-mem', 'setting-name', undefined],
  [`postgres: {settings: {work_mem: "a'b"}}`, 'postgres.settings.work_mem', 'setting-value', '16MB'],
  ['redis: {memory: 1M}', 'redis.memory', 'range', '16M … 1024G'],
  ['ssh: {algorithms: weak}', 'ssh.algorithms', 'choice', 'modern | default'],
  ['firewall: {allow: [{protocol: udp}]}', 'firewall.allow[0].port', 'required', '8443'],
  ...[
    'https://anna:secret@git.example/site.git',
    'file:///srv/git/site.git',
    '/srv/git/site.git',
    'git@git.example/site.git',
    'ext::sh -c true',
    '--upload-pack=x@git.example:site.git',
  ].map(
    (each) =>
      [`repository: "${each}"`, 'repository', 'repository', 'git@git.example:anna/disquaire.git'] as const,
  ),
  ['directory: ../other', 'directory', 'tree-path', 'backend'],
  ['directory: /srv/shop', 'directory', 'tree-path', 'backend'],
  ['settings: shop/settings.py', 'settings', 'python-module', 'disquaire.settings.production'],
  ['python: "2.7"', 'python', 'python-series', '"3.12"'],
  ['page: home', 'page', 'url-path', '/'],
  ['processes: {Worker 1: celery}', 'processes.Worker 1', 'program-name', undefined],
  ['processes: {worker: "a\\nb"}', 'processes.worker', 'command-line', undefined],
  ["processes: {worker: 'a && b'}", 'processes.worker', 'command-shell', example],
  ["processes: {worker: 'a | b'}", 'processes.worker', 'command-shell', example],
  ["processes: {worker: 'echo $HOME'}", 'processes.worker', 'command-shell', example],
  ["processes: {worker: 'A=1 b'}", 'processes.worker', 'command-shell', example],
  [`processes: {worker: 'a "b'}`, 'processes.worker', 'command-line', example],
  ['processes: {web: a}', 'processes.web', 'program-reserved', undefined],
  ['processes: {worker: {stop_wait: 2d}}', 'processes.worker.stop_wait', 'range', '1s … 1d'],
  ['schedule: {a: 0 8 * * *}', 'schedule.a', 'map', '{ at: 0 4 * * *, command: manage.py clearsessions }'],
  ['schedule: {a: {at: "60 4 * * *", command: b}}', 'schedule.a.at', 'cron-time', '0 4 * * *'],
  ['schedule: {a: {at: "4 * * *", command: b}}', 'schedule.a.at', 'cron-time', '0 4 * * *'],
  ['schedule: {a: {at: "@reboot", command: b}}', 'schedule.a.at', 'cron-time', '0 4 * * *'],
  ['schedule: {a: {at: "5/10 * * * *", command: b}}', 'schedule.a.at', 'cron-time', '0 4 * * *'],
  ['web: {redirects: {"/a;b": /c}}', 'web.redirects./a;b', 'redirect-from', undefined],
  ['web: {redirects: {/a: "/c$x"}}', 'web.redirects./a', 'redirect-to', '/nouveau'],
  ['web: {canonical: b.example}', 'web.canonical', 'canonical', ''],
  [
    'hooks: {notify: {webhook: chat.example}}',
    'hooks.notify.webhook',
    'web-address',
    'https://chat.example/hook',
  ],
  ['database: mysql', 'database', 'choice', 'postgresql | sqlite | own'],
  ['env: {SITE-NAME: x}', 'env.SITE-NAME', 'variable-name', undefined],
  ['env: {PATH: /opt}', 'env.PATH', 'variable-given', undefined],
  ['env: {SITE_NAME: "a\\nb"}', 'env.SITE_NAME', 'variable-value', undefined],
  ['admins: [anna]', 'admins[0]', 'email', 'anna@disquaire.example'],
  ['mail: {host: "smtp host"}', 'mail.host', 'host-name', 'smtp.disquaire.example'],
  ['mail: {host: smtp.example.org, user: "a b"}', 'mail.user', 'mail-user', 'site@disquaire.example'],
  ['servers: [root@a, root@b]', 'servers', 'server-twice', undefined],
  ['keys: [ssh-ed25519 AAAA]', 'keys[0]', 'public-key', '~/.ssh/id_ed25519.pub'],
] as const

it('tells the name that is nearest to one that a server cannot take, and calls an example what is one', () => {
  expect(failureOf('app: Les Œuvres\nserver: root@a\n').values).toMatchObject({ expected: 'les-oeuvres' })
  const { values } = failureOf(`${base}domains: shop.example\n`)
  expect(values).toMatchObject({ example: expect.stringContaining('disquaire.example') })
  expect(values).not.toHaveProperty('expected')
})

it('shows a number as it was typed, and not what YAML makes of it', () => {
  expect(failureOf(`${base}python: 3.10\n`).values).toMatchObject({ problem: 'text', value: '3.10' })
})

it('does not bury what was meant among all that there is', () => {
  expect(failureOf(`${base}databse: sqlite\n`).values).not.toHaveProperty('known')
})

it('names the lines of all other mistakes with the first one', () => {
  const text = 'app: Shop\nsever: x\ndomains: shop.example\nlogin: deploy\nswap: lots\n'
  expect(failureOf(text)).toMatchObject({
    code: 'config.invalid',
    values: { key: 'app', line: '1', others: '2, 3, 5' },
  })
  expect(failureOf(`${base}sever: x\n`).values).not.toHaveProperty('others')
})

describe('a mistake is shown where it stands', () => {
  it.each([
    ['domain: [x.example]', 'domain', 'domains'],
    ['timezone: UTC', 'timezone', 'time_zone'],
    ['timeZone: UTC', 'timeZone', 'time_zone'],
    ['reboot_at: "04:00"', 'reboot_at', 'updates.reboot_at'],
    ['updates: {swap: auto}', 'updates.swap', 'swap'],
    ['fierwall: true', 'fierwall', 'firewall'],
    ['databases: {}', 'databases', 'database'],
    ['user: deploy', 'user', 'login'],
    ['staging: {}', 'staging', 'environments.staging'],
    ['postgres: {extension: [a]}', 'postgres.extension', 'extensions'],
    ['firewall: {allow: [{prot: 22}]}', 'firewall.allow[0].prot', 'port'],
    ['serveur: x', 'serveur', 'server'],
  ])('the unknown key of %j', (line, key, suggestion) => {
    expect(failureOf(`${base}${line}\n`)).toEqual({
      code: 'config.unknown-key',
      values: expect.objectContaining({ file: 'cabestan.yaml', line: '3', key, suggestion }),
    })
  })

  it('without a suggestion where nothing comes near, but with what there is', () => {
    const { values } = failureOf(`${base}updates: {xyzzy: 1}\n`)
    expect(values).not.toHaveProperty('suggestion')
    expect(values).toMatchObject({ known: 'automatic, reboot_at', line: '3', column: '11' })
  })

  it.each(mistakes)('the value of %j', (line, key, problem, expected) => {
    const { code, values } = failureOf(`${base}${line}\n`)
    expect(code).toBe('config.invalid')
    expect(values).toMatchObject({ file: 'cabestan.yaml', line: '3', key, problem })
    if (expected !== undefined) expect(values['expected'] ?? values['example']).toBe(expected)
  })

  it('the first one of several, as people read', () => {
    expect(failureOf(`app: disquaire\nserver: root@a\nswap: x\nlocal: y\ndomains: z\n`).values).toMatchObject(
      {
        line: '3',
        key: 'swap',
      },
    )
  })

  it('what is missing', () => {
    expect(failureOf('').values).toEqual({
      file: 'cabestan.yaml',
      problem: 'required',
      key: 'app',
      example: 'app: disquaire',
    })
    expect(failureOf('app: disquaire\n').values).toMatchObject({ problem: 'server-missing', key: 'server' })
    expect(failureOf(`${base}servers: []\n`).values).toMatchObject({ problem: 'required', key: 'servers' })
  })

  it('what stands there twice', () => {
    expect(failureOf('app: disquaire\nservers:\n- a\n- b\n- a\n').values).toMatchObject({
      ...{ problem: 'duplicate', key: 'servers[2]', line: '5', value: 'a' },
    })
  })

  it('a file that is something else', () => {
    expect(failureOf('- a\n').values).toMatchObject({ problem: 'map' })
    expect(failureOf('just text').values).toMatchObject({ problem: 'map' })
  })

  it('but never a private key, wherever it was pasted', () => {
    const secret = '-----BEGIN OPENSSH PRIVATE KEY-----\n  b3BlbnNzaC1rZXktdjEAAAAA\n'
    const failure = failureOf(`${base}keys:\n- |\n  ${secret}`)
    expect(failure.values).toMatchObject({ problem: 'key-is-private', line: '4' })
    expect(JSON.stringify(failure)).not.toContain('b3Blb')
  })
})

describe('names that the server already uses', () => {
  it.each([
    'root',
    'www-data',
    'postgres',
    'default',
    'ubuntu',
    'admin',
    'systemd-network',
    'deploy',
    'public',
  ])('are not applications: %s', (name) => {
    expect(failureOf(`app: ${name}\nserver: a\n`)).toMatchObject({
      code: 'name.reserved',
      values: { file: 'cabestan.yaml', line: '1', key: 'app', name },
    })
  })

  it('neither with their environment', () => {
    expect(failureOf('app: ssl\nserver: a\nenvironments: {cert: {}}\n', 'cert')).toMatchObject({
      code: 'name.reserved',
      values: { name: 'ssl-cert' },
    })
  })

  it.each(['root', 'www-data', 'postgres', 'sudo', '_apt'])('are not for logging in: %s', (name) => {
    expect(failureOf(`${base}login: ${name}\n`)).toMatchObject({
      code: 'name.reserved',
      values: { key: 'login', name, line: '3' },
    })
  })

  it('except the users that providers make for that', () => {
    expect(parse(`${base}login: ubuntu\n`, 'cabestan.yaml').login).toBe('ubuntu')
  })

  it('and an environment must leave room for its name', () => {
    const long = `app: ${'a'.repeat(28)}\nserver: a\nenvironments: {staging: {}}\n`
    expect(failureOf(long, 'staging').values).toMatchObject({ problem: 'name-too-long', key: 'app' })
    expect(parse(long, 'cabestan.yaml').name).toHaveLength(28)
  })
})

const layers = 'bcdefghij'
  .split('')
  .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`)}]`)

const broken = [
  ['tab', 'app: x\nupdates:\n\tautomatic: true\n', '3'],
  ['duplicate-key', 'app: x\nserver: a\napp: y\n', '3'],
  ['colon', 'app: a: b\n', '1'],
  ['indentation', 'app: x\n  server: a\n', '1'],
  ['indentation', 'updates:\n  automatic: true\n reboot_at: "04:00"\n', '3'],
  ['quotes', 'app: "x\n', '1'],
  ['brackets', 'domains: [a.fr\n', '1'],
  ['brackets', 'domains: [a.fr]]\n', '1'],
  ['sign', 'app: @x\n', '1'],
  ['no-value', 'app: x\nserver:root@a\n', '2'],
  ['no-value', 'app: x\nserver a\nlogin: b\n', '2'],
  ['after-quotes', "env:\n  A: 'don't'\n", '2'],
  ['merge', 'app: x\n<<<<<<< HEAD\nserver: a\n=======\nserver: b\n>>>>>>> other\n', '2'],
  ['other', 'env:\n  A: |x\n', '2'],
  ['alias', `a: &a [x]\n${layers.join('\n')}`, '2'],
  ['alias', 'a: &a [*a]\n', '1'],
  ['tag', 'app: !!python/object:os.system x\n', '1'],
  ['key', '? [a]\n: b\n', '1'],
  ['key', '__proto__: {app: x}\n', '1'],
  ['key', '1: x\n', '1'],
  ['several-documents', 'app: x\n---\napp: y\n', '2'],
  ['too-large', '['.repeat(20_000), '1'],
  ['too-large', `app: ${'x'.repeat(200_000)}`, '1'],
] as const

describe('hostile or broken YAML', () => {
  it.each(broken)('%s', (problem, text, line) => {
    expect(failureOf(text)).toEqual({
      code: 'config.syntax',
      values: expect.objectContaining({ file: 'cabestan.yaml', problem, line, message: expect.any(String) }),
    })
  })

  it('has no say over the terminal', () => {
    expect(failureOf(`${base}"\\e[2J${'x'.repeat(500)}": 1\n`).values['key']).toBe(
      `\uFFFD[2J${'x'.repeat(76)}`,
    )
  })

  it('knows no merge keys', () => {
    expect(failureOf(`${base}<<: {swap: off}\n`).code).toBe('config.unknown-key')
  })

  it('never ends in anything but a failure of the catalogue', () => {
    const piece = fc.constantFrom(
      ...[
        'app',
        'server',
        ': ',
        '\n',
        '  ',
        '- ',
        '{',
        '}',
        '[',
        ']',
        '&a',
        '*a',
        '!t ',
        '"',
        "'",
        '\t',
        '# ',
      ],
      ...['domains', 'environments', 'staging', 'null', '1', 'é', '\u0000', '|', '>', '---', '? ', '<<', ','],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          parse(pieces.join(''), 'cabestan.yaml')
        } catch (error) {
          expect(error).toBeInstanceOf(CabestanError)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('every code of a problem', () => {
  it('is provoked by a mistake above, or by what no text can show', () => {
    const provoked: ReadonlySet<string> = new Set(mistakes.map(([, , problem]) => problem))
    expect(problems.filter((problem) => !provoked.has(problem))).toEqual([
      // These have tests of their own above.
      ...['server-missing', 'duplicate', 'environment-name', 'name-too-long', 'key-is-private'],
      // These are tested in load.test.ts and stack/describe.test.ts.
      ...['key-file-missing', 'key-file-unreadable', 'no-keys'],
    ])
  })

  it('of the form of the file is as well', () => {
    const provoked: ReadonlySet<string> = new Set(broken.map(([problem]) => problem))
    expect(syntaxProblems.filter((problem) => !provoked.has(problem))).toEqual([])
  })
})
