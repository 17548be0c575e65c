import { describe, expect, it } from 'vitest'
import { base, failureFrom, failureOf } from './parse.fixture.ts'
import { parse, parseFormer, parseOffline } from './parse.ts'

describe('what a few lines say', () => {
  it('is enough, with defaults for all the rest', () => {
    expect(parse(base, 'cabestan.yaml')).toEqual({
      file: 'cabestan.yaml',
      app: 'disquaire',
      environment: 'production',
      environments: ['production'],
      name: 'disquaire',
      servers: [{ type: 'ssh', destination: 'root@203.0.113.10', user: 'root' }],
      domains: [],
      repository: null,
      login: 'deploy',
      keys: null,
      timeZone: 'UTC',
      locale: 'C.UTF-8',
      firewall: { allow: [] },
      fail2ban: { maxRetry: 5, findTime: '10m', banTime: '10m', ignore: [] },
      updates: { automatic: true, rebootAt: null },
      packages: [],
      swap: 'auto',
      postgres: 'as-needed',
      redis: 'as-needed',
      ssh: { passwordLogin: false, algorithms: 'modern' },
      project: {
        ...{ directory: null, settings: null, python: null, dependencies: null },
        ...{ database: null, interface: null, processes: {}, frontEnd: 'server', page: null },
        ...{ schedule: {}, env: {}, secrets: [], admins: [], mail: null },
      },
      web: {
        ...{ workers: null, timeoutSeconds: 30, uploadMegabytes: 20, home: null, redirects: {} },
        areUploadsTrusted: false,
        ...{ canonical: null, limit: { rate: 20, burst: 100 } },
      },
      release: {
        ...{ keep: 5, probeSeconds: 60, watchSeconds: 5, drainSeconds: 30 },
        ...{ migrateSeconds: 900, lockSeconds: 5 },
      },
      hooks: { before: null, after: null, notifyCommand: null, notifyAddress: null },
    })
  })

  it('needs no server where none is asked', () => {
    const { servers, name } = parseOffline('app: disquaire\n', 'cabestan.yaml')
    expect({ servers, name }).toEqual({ servers: [], name: 'disquaire' })
  })

  it('takes what a person knows better about the project', () => {
    const text = `${base}database: sqlite
processes: {worker: celery -A shop worker, beat: false}
env: {SITE_NAME: Shop, PAGE_SIZE: 20, OPEN: true}
mail: {host: smtp.example.org}
`
    const { project, postgres } = parse(text, 'cabestan.yaml')
    expect(project).toMatchObject({
      database: 'sqlite',
      processes: {
        worker: { command: ['celery', '-A', 'shop', 'worker'], count: 1, stopSeconds: null },
        beat: false,
      },
      env: { SITE_NAME: 'Shop', PAGE_SIZE: '20', OPEN: 'True' },
      mail: { host: 'smtp.example.org', port: 587, security: 'starttls', user: null, from: null },
    })
    expect(postgres).toBeNull()
  })

  it('takes what runs beside the web, and by the clock', () => {
    const text = `${base}processes: {worker: {count: 3, stop_wait: 1h}, bot: 'python "my bot.py" --name ''Ann B'''}
schedule: {clean: {at: 0  4 * * mon-fri, command: manage.py clearsessions}, mail: false}
`
    expect(parse(text, 'cabestan.yaml').project).toMatchObject({
      processes: {
        worker: { command: null, count: 3, stopSeconds: 3600 },
        bot: { command: ['python', 'my bot.py', '--name', 'Ann B'], count: 1 },
      },
      schedule: { clean: { at: '0 4 * * mon-fri', command: ['manage.py', 'clearsessions'] }, mail: false },
    })
  })

  it.each([
    'git@git.example:anna/site.git',
    'ssh://git@git.example:2222/anna/site.git',
    'https://git.example/anna/site',
  ])('takes %s as a repository', (address) => {
    expect(parse(`${base}repository: ${address}\n`, 'cabestan.yaml').repository).toBe(address)
  })

  it('takes how the site is served and released', () => {
    const text = `${base}domains: [a.example, www.a.example]
web: {workers: 4, timeout: 2m, upload_limit: 1G, trust_uploads: true, home: site, redirects: {/vieux: /neuf}, canonical: www.a.example, limit: false}
release: {keep: 9, watch: 0s, migrate: 2h}
hooks: {before: manage.py fill, after: manage.py warm, notify: {command: manage.py tell, webhook: 'https://chat.example/x'}}
`
    expect(parse(text, 'cabestan.yaml')).toMatchObject({
      web: {
        ...{ workers: 4, timeoutSeconds: 120, uploadMegabytes: 1024, home: 'site', limit: null },
        areUploadsTrusted: true,
        ...{ redirects: { '/vieux': '/neuf' }, canonical: 'www.a.example' },
      },
      release: { keep: 9, probeSeconds: 60, watchSeconds: 0, migrateSeconds: 7200 },
      hooks: {
        before: ['manage.py', 'fill'],
        after: ['manage.py', 'warm'],
        notifyCommand: ['manage.py', 'tell'],
        notifyAddress: 'https://chat.example/x',
      },
    })
  })

  it('takes every form of each section', () => {
    const text = `${base}firewall: {allow: [8443, 53/udp, {port: 5349, protocol: udp, comment: turn}]}
fail2ban: false
updates: {reboot_at: "04:30"}
swap: 1.5G
postgres: {extensions: [unaccent], settings: {work_mem: 16MB, jit: false, max_connections: 50}}
redis: true
`
    expect(parse(text, 'cabestan.yaml')).toMatchObject({
      firewall: {
        allow: [
          { port: 8443, protocol: 'tcp', comment: 'as configured' },
          { port: 53, protocol: 'udp', comment: 'as configured' },
          { port: 5349, protocol: 'udp', comment: 'turn' },
        ],
      },
      fail2ban: null,
      updates: { automatic: true, rebootAt: '04:30' },
      swap: 1536,
      postgres: { settings: { work_mem: '16MB', jit: 'off', max_connections: '50' } },
      redis: { memoryMegabytes: 128 },
    })
  })

  it('survives a byte order mark and Windows line ends', () => {
    expect(parse(`\uFEFF${base.replaceAll('\n', '\r\n')}`, 'cabestan.yaml').app).toBe('disquaire')
  })
})

describe('environments', () => {
  const text = `${base}domains: [disquaire.example]
redis: true
postgres: {extensions: [unaccent], settings: {work_mem: 16MB}}
environments:
  staging:
    domains: [staging.disquaire.example]
    redis:
    postgres: {settings: {work_mem:, jit: off}}
  clone:
  bigger:
    servers: [root@203.0.113.20, root@203.0.113.21]
`
  it('lie over the keys of the file: maps merged, lists replaced, empty values reset', () => {
    expect(parse(text, 'cabestan.yaml', 'staging')).toMatchObject({
      environment: 'staging',
      name: 'disquaire-staging',
      domains: ['staging.disquaire.example'],
      redis: 'as-needed',
      postgres: { extensions: ['unaccent'], settings: { jit: 'off' } },
    })
    expect(parse(text, 'cabestan.yaml', 'staging').postgres).not.toHaveProperty('settings.work_mem')
  })

  it('leave production as it is', () => {
    expect(parse(text, 'cabestan.yaml')).toMatchObject({ name: 'disquaire', redis: { memoryMegabytes: 128 } })
  })

  it('may say nothing', () => {
    expect(parse(text, 'cabestan.yaml', 'clone')).toMatchObject({ domains: ['disquaire.example'] })
    expect(parse(`${base}environments:\n`, 'cabestan.yaml').app).toBe('disquaire')
  })

  it('have the name that the others lead to among domains of their own', () => {
    const canonical = `${base}domains: [a.example, www.a.example]
web: {canonical: a.example, timeout: 1m}
environments:
  staging: {domains: [staging.a.example]}
  moved: {domains: [b.example, a.example]}
  wrong: {domains: [c.example], web: {canonical: a.example}}
`
    const webOf = (environment: string) => parse(canonical, 'cabestan.yaml', environment).web
    expect(webOf('staging')).toMatchObject({ canonical: null, timeoutSeconds: 60 })
    expect(webOf('moved').canonical).toBe('a.example')
    expect(webOf('production').canonical).toBe('a.example')
    expect(failureOf(canonical, 'wrong').values).toMatchObject({ problem: 'canonical', line: '8' })
  })

  it('replace one server by several', () => {
    expect(parse(text, 'cabestan.yaml', 'bigger').servers.map(({ destination }) => destination)).toEqual([
      'root@203.0.113.20',
      'root@203.0.113.21',
    ])
  })

  it('that nobody described are refused with those that are', () => {
    expect(failureOf(text, 'stagin')).toEqual({
      code: 'config.environment',
      values: {
        file: 'cabestan.yaml',
        environment: 'stagin',
        nearest: 'staging',
        known: 'production, staging, clone, bigger',
      },
    })
    expect(failureOf(text, 'constructor').code).toBe('config.environment')
  })

  it('may have left the file before they are taken off: then what it says for all of them counts', () => {
    const gone = parseFormer(text, 'cabestan.yaml', 'stagin')
    expect(gone).toMatchObject({ app: 'disquaire', environment: 'stagin', name: 'disquaire-stagin' })
    expect(gone.servers.map(({ destination }) => destination)).toEqual(
      parse(text, 'cabestan.yaml').servers.map(({ destination }) => destination),
    )
    expect(parseFormer(text, 'cabestan.yaml', 'bigger')).toEqual(parse(text, 'cabestan.yaml', 'bigger'))
  })

  it('that can never have been there, or whose server is not known, are refused all the same', () => {
    const former = (environment: string, file = text) =>
      failureFrom(() => parseFormer(file, 'cabestan.yaml', environment)).code
    expect(former('Stag ing')).toBe('config.environment')
    expect(former('staging', 'app: disquaire\nenvironments: { other: { server: root@a.example } }\n')).toBe(
      'config.environment',
    )
  })

  it('are checked even when another one is asked for', () => {
    expect(failureOf(`${base}environments:\n  staging:\n    domain: [x.example]\n`)).toEqual({
      code: 'config.unknown-key',
      values: expect.objectContaining({
        line: '5',
        column: '5',
        key: 'environments.staging.domain',
        suggestion: 'domains',
      }),
    })
  })

  it('have names that can stand in the name of a user', () => {
    expect(failureOf(`${base}environments: {Stage: {}}`).values).toMatchObject({
      key: 'environments.Stage',
      problem: 'environment-name',
      line: '3',
      column: '16',
    })
    expect(failureOf(`${base}environments: {st-: {}}`, 'st-').values).toMatchObject({
      problem: 'name-too-long',
    })
  })
})
