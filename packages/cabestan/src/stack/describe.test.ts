import type { Facts } from '@cabestan/protocol/facts'
import { CabestanError } from '@cabestan/protocol/failures'
import {
  type Step,
  type StepKindName,
  type StepOf,
  Step as StepSchema,
  stepId,
} from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parse } from '../config/parse.ts'
import { describe as describeServer } from './describe.ts'
import { smallServer as bookworm } from './facts.fixture.ts'
import { reasonOfPackage } from './packages.ts'

const golden = (name: string) => new URL(`../../../../tests/golden/stack/${name}`, import.meta.url).pathname

const publicKeys = [
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl anna@home',
]

const withSystem = (system: Partial<Facts['system']>): Facts => ({
  ...bookworm,
  system: { ...bookworm.system, ...system },
})

const few = 'app: disquaire\nserver: root@203.0.113.10\ndomains: [disquaire.example]\n'
const all = `${few}keys: []
time_zone: Europe/Paris
locale: fr_FR.UTF-8
login: anna_b
firewall: {allow: [8443, 80, 53/udp]}
fail2ban: {ban_time: 1h, ignore: [198.51.100.0/24]}
updates: {reboot_at: "04:30"}
swap: 4G
postgres: {extensions: [unaccent, postgis, postgis_topology], settings: {work_mem: 16MB}}
redis: {memory: 256M}
ssh: {algorithms: default, password_login: true}
`

function steps(text: string, facts: Facts = bookworm, environment?: string): readonly Step[] {
  return describeServer(parse(text, 'cabestan.yaml', environment), facts, { publicKeys })
}

function only<K extends StepKindName>(kind: K, from: readonly Step[]): StepOf<K> {
  const found = from.filter((step): step is StepOf<K> & Step => step.kind === kind)
  expect(found).toHaveLength(1)
  return found[0] as StepOf<K>
}

const asText = (described: readonly Step[]) => stringify(described, { lineWidth: 110 })

describe('a server from a few lines', () => {
  it('makes room for the names of a site where one of them is longer than nginx expects', () => {
    const files = (domain: string) =>
      steps(few.replace('disquaire.example', domain)).flatMap((step) =>
        step.kind === 'file' && step.reason === 'nginx.long-names' ? [step.path] : [],
      )
    expect(files(`${'a'.repeat(38)}.example`)).toEqual([])
    expect(files(`${'a'.repeat(39)}.example`)).toEqual(['/etc/nginx/conf.d/cabestan-long-names.conf'])
  })

  it('is this', async () => {
    await expect(asText(steps(few))).toMatchFileSnapshot(golden('few-lines.yaml'))
  })

  it('and this from all the keys there are', async () => {
    await expect(asText(steps(all))).toMatchFileSnapshot(golden('all-keys.yaml'))
  })

  it('is the same each time, whatever the first run added to the server', () => {
    const later = { ...bookworm, swapMegabytes: 1024, uptimeSeconds: 9, now: 5, rebootRequired: true }
    expect(steps(all, later)).toEqual(steps(all))
    expect(steps(few, later)).toEqual(steps(few))
  })
})

describe('every description', () => {
  const descriptions = [
    steps(few),
    steps(all),
    steps(`${few}environments: {staging: {}}`, bookworm, 'staging'),
  ]

  it.each(descriptions.map((each) => [each]))(
    'has each step once, as the protocol has it, frozen',
    (each) => {
      expect(new Set(each.map(stepId)).size).toBe(each.length)
      expect(each.map((step) => StepSchema.parse(step))).toEqual(each)
      expect(Object.isFrozen(each) && each.every((step) => Object.isFrozen(step))).toBe(true)
      const sshd = each.find((step) => step.kind === 'sshd')
      expect(sshd?.kind === 'sshd' && Object.isFrozen(sshd.settings)).toBe(true)
    },
  )

  it.each(descriptions.map((each) => [each]))('opens the new door before it closes the old one', (each) => {
    const order = each.map((step) => step.kind)
    const first = (kind: StepKindName) => order.indexOf(kind)
    const before = ['drop-in', 'drop-in', 'swap', 'package', 'group', 'user', 'directory']
    expect(order.slice(0, 7)).toEqual(before)
    expect(order.lastIndexOf('user')).toBeLessThan(first('authorized-keys'))
    expect(first('authorized-keys')).toBeLessThan(first('sudo-rule'))
    expect(first('sudo-rule')).toBeLessThan(first('sshd'))
    expect(first('sshd')).toBeLessThan(first('firewall'))
    expect(first('firewall')).toBeLessThan(first('postgres-server'))
    expect(order.slice(7, 12)).toEqual(['user', 'authorized-keys', 'sudo-rule', 'sshd', 'firewall'])
  })

  it('has fail2ban wait for its jails before a package starts it', () => {
    const order = steps(few).map(stepId)
    expect(order.indexOf('drop-in:fail2ban.service/cabestan')).toBe(0)
    // The engine makes these after the owner's proof, and everything behind them waits for it too.
    expect(order.slice(-2)).toEqual(['fail2ban:server', 'service:fail2ban.service'])
    expect(steps(`${few}fail2ban: false\n`).map(stepId).join()).not.toContain('fail2ban.service')
  })

  it('makes a thing before what stands on it', () => {
    const order = steps(all).map((step) => stepId(step))
    const before = (a: string, b: string) => expect(order.indexOf(a)).toBeLessThan(order.indexOf(b))
    before('group:disquaire', 'user:disquaire')
    before('user:disquaire', 'environment-file:/srv/disquaire/env')
    before('directory:/srv/disquaire', 'environment-file:/srv/disquaire/env')
    before('environment-file:/srv/disquaire/env', 'redis-instance:disquaire')
    before('redis-data:disquaire', 'redis-instance:disquaire')
    before('service:postgresql.service', 'postgres-role:disquaire')
    before('postgres-role:disquaire', 'postgres-database:disquaire')
    before('postgres-database:disquaire', 'postgres-extension:disquaire/postgis')
    before('directory:/srv/disquaire/colours/blue', 'link:/srv/disquaire/colours/blue/socket')
    before('directory:/srv/disquaire/bin', 'file:/srv/disquaire/bin/run')
    before('file:/etc/nginx/sites-available/catch-all', 'link:/etc/nginx/sites-enabled/default')
  })

  it('shares no user, database or file between two environments', () => {
    const text = `${all}environments: {staging: {}}`
    const own = (described: readonly Step[]) =>
      described
        .filter(({ reason }) => /^app\.|\.(role|database|hba|extension|data|instance)$/.test(reason))
        .map(stepId)
    const production = own(steps(text))
    const staging = own(steps(text, bookworm, 'staging'))
    expect(production.length).toBe(staging.length)
    expect(production.filter((id) => staging.includes(id))).toEqual([])
    expect(staging.every((id) => id.includes('disquaire-staging'))).toBe(true)
  })
})

describe('a server without IPv6', () => {
  const held = (facts: Facts) =>
    steps(few, facts).findIndex((step) => step.kind === 'drop-in' && step.unit === 'nginx.service')

  it('installs an nginx that waits for its site, which asks for no IPv6', () => {
    const described = steps(few, { ...bookworm, ipv6: false })
    expect(held({ ...bookworm, ipv6: false })).toBeGreaterThanOrEqual(0)
    expect(held({ ...bookworm, ipv6: false })).toBeLessThan(
      described.findIndex(({ kind }) => kind === 'package'),
    )
    expect(JSON.stringify(described)).not.toContain('[::]')
  })

  it('is another than one that has it', () => {
    expect(held(bookworm)).toBe(-1)
    expect(JSON.stringify(steps(few))).toContain('listen [::]:80 default_server;')
  })
})

describe('the firewall', () => {
  it('lets in by the ports where sshd listens, and each port once', () => {
    const facts = { ...bookworm, sshPorts: [2222, 22] }
    expect(only('firewall', steps(all, facts)).allow).toEqual([
      { port: 2222, protocol: 'tcp', comment: 'ssh' },
      { port: 22, protocol: 'tcp', comment: 'ssh' },
      { port: 80, protocol: 'tcp', comment: 'http' },
      { port: 443, protocol: 'tcp', comment: 'https' },
      { port: 8443, protocol: 'tcp', comment: 'as configured' },
      { port: 53, protocol: 'udp', comment: 'as configured' },
    ])
  })

  it('keeps the ssh port open even where somebody configures it too', () => {
    const { allow } = only('firewall', steps(`${few}firewall: {allow: [{port: 22, comment: mine}]}`))
    expect(allow).toContainEqual({ port: 22, protocol: 'tcp', comment: 'ssh' })
    expect(allow).toHaveLength(3)
  })
})

describe('swap', () => {
  const swapOf = (facts: Facts, text = few) =>
    steps(text, facts).find((step) => step.kind === 'swap') as StepOf<'swap'> | undefined
  const memory = (memoryMegabytes: number) => ({ ...bookworm, memoryMegabytes })

  it.each([
    [481, 1024],
    [966, 1024],
    [1480, 2048],
    [1963, 2048],
    [2048, undefined],
    [3915, undefined],
  ])('on a machine of %i MB is %s', (megabytes, size) => {
    expect(swapOf(memory(megabytes))?.megabytes).toBe(size)
  })

  it('is not made in a container, on a tiny disk, or where it is off', () => {
    expect(swapOf(withSystem({ container: true }))).toBeUndefined()
    expect(swapOf({ ...bookworm, disk: { ...bookworm.disk, totalMegabytes: 4000 } })).toBeUndefined()
    expect(swapOf(bookworm, `${few}swap: off`)).toBeUndefined()
  })

  it('comes with a swappiness of its own, and not without', () => {
    expect(steps(few).some((step) => step.kind === 'sysctl')).toBe(true)
    expect(steps(`${few}swap: off`).some((step) => step.kind === 'sysctl')).toBe(false)
  })
})

describe('packages', () => {
  const namesIn = (described: readonly Step[]) =>
    described.flatMap((step) => (step.kind === 'package' ? step.names : []))
  const names = (text: string, facts = bookworm) => namesIn(steps(text, facts))

  it('are asked for once each and all at once, without what is not wanted', () => {
    const bare = `${few}firewall: false\nfail2ban: false\npostgres: false\nupdates: {automatic: false}\n`
    expect(names(bare)).toEqual([
      ...['ca-certificates', 'git', 'iproute2', 'logrotate', 'nginx', 'procps', 'python3-venv', 'sudo'],
      ...['supervisor', 'tzdata'],
    ])
    expect(new Set(steps(bare).map((step) => step.kind))).toEqual(
      new Set([
        ...[
          'package',
          'user',
          'authorized-keys',
          'sudo-rule',
          'sshd',
          'time-zone',
          'locale',
          'swap',
          'sysctl',
        ],
        ...['file', 'link', 'service', 'drop-in', 'group', 'directory', 'environment-file', 'logrotate'],
        'tmpfiles',
      ]),
    )
  })

  it.each([
    ['debian', '12', 15],
    ['debian', '13', 17],
    ['ubuntu', '22.04', 14],
    ['ubuntu', '24.04', 16],
    ['ubuntu', '26.04', 18],
  ])('of extensions are those of the PostgreSQL of %s %s', (id, version, postgres) => {
    expect(names(all, withSystem({ id, version }))).toContain(`postgresql-${postgres}-postgis-3`)
  })

  it('are those of the project too, and cron where it has something to do', () => {
    const needs = {
      ...{ postgres: false, redis: false, cron: true },
      packages: ['libmagic1'],
      extensions: [],
    }
    const described = describeServer(parse(few, 'cabestan.yaml'), bookworm, { publicKeys, needs })
    expect(namesIn(described)).toEqual(expect.arrayContaining(['cron', 'libmagic1']))
    expect(namesIn(described)).not.toContain('postgresql')
    // A Python package may be built against libmagic while all other packages are still being installed.
    const [first, home, others] = described.filter(({ kind }) => ['package', 'directory'].includes(kind))
    expect(first).toMatchObject({ names: ['ca-certificates', 'git', 'libmagic1', 'python3-venv'] })
    expect(home).toMatchObject({ path: '/srv/disquaire' })
    expect(others).toMatchObject({ reason: 'packages.base' })
    expect(names(few)).not.toContain('cron')
    expect(described.filter(({ kind }) => kind.startsWith('postgres'))).toEqual([])
  })

  it('know why they are there', () => {
    expect(Object.fromEntries(names(all).map((name) => [name, reasonOfPackage(name)]))).toMatchObject({
      sudo: 'packages.base',
      git: 'packages.release',
      ufw: 'firewall.package',
      nftables: 'fail2ban.package',
      locales: 'system.locale-package',
      postgresql: 'postgres.package',
      'postgresql-15-postgis-3': 'postgres.extension-package',
      'redis-server': 'redis.package',
      nginx: 'nginx.package',
    })
  })
})

describe('what cannot be served', () => {
  const failing = (code: string, values: object) =>
    expect.objectContaining({ failure: { code, values: expect.objectContaining(values) } })

  it.each([
    ['server.unsupported', { id: 'debian', version: '11', name: 'Debian 11' }],
    ['server.unsupported', { id: 'debian', version: '', name: 'Debian testing' }],
    ['server.unsupported', { id: 'ubuntu', version: '25.10', name: 'Ubuntu 25.10' }],
    ['server.unsupported', { id: 'fedora', version: '12', name: 'Fedora 12' }],
    ['server.architecture', { architecture: 'ia32', name: 'Debian 12' }],
    ['server.no-systemd', { systemd: false, name: 'Devuan' }],
  ])('%s %j', (code, system) => {
    expect(() => steps(few, withSystem(system))).toThrow(failing(code, { name: system.name }))
  })

  it('says what could', () => {
    expect(() => steps(few, withSystem({ version: '11' }))).toThrow(
      failing('server.unsupported', {
        supported: 'Debian 12, Debian 13, Ubuntu 22.04, Ubuntu 24.04, Ubuntu 26.04',
      }),
    )
  })
})

describe('without a key', () => {
  const described = (server: string) =>
    describeServer(parse(`app: disquaire\nserver: ${server}\n`, 'cabestan.yaml'), bookworm, {
      publicKeys: [],
    })

  it.each(['root@203.0.113.10', 'ubuntu@203.0.113.10', 'web1', 'sandbox:essai'])(
    '%s is refused',
    (server) => {
      expect(() => described(server)).toThrow(CabestanError)
      expect(() => described(server)).toThrow(
        expect.objectContaining({
          failure: {
            code: 'config.invalid',
            values: { file: 'cabestan.yaml', key: 'keys', problem: 'no-keys' },
          },
        }),
      )
    },
  )

  it('the login user’s own server goes on', () => {
    expect(described('deploy@203.0.113.10').some((step) => step.kind === 'authorized-keys')).toBe(false)
  })
})
