import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { MemoryHost, type Program } from '../host/memory.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const login: Step = {
  kind: 'user',
  reason: 'access.login',
  name: 'deploy',
  system: false,
  home: '/home/deploy',
  shell: '/bin/bash',
  groups: ['adm'],
}
const service: Step = {
  kind: 'user',
  reason: 'app.user',
  name: 'boutique',
  system: true,
  home: '/srv/boutique',
  shell: '/usr/sbin/nologin',
  groups: [],
}

/** Like Debian's own, these programs write one file after the other, so a death can come between any two. */
function server(): MemoryHost {
  const host = new MemoryHost()
    .program('groupadd', groupadd)
    .program('useradd', useradd)
    .program('pwconv', pwconv)
    .program('usermod', usermod)
    .program('chage', chage)
    .program('mkhomedir_helper', mkhomedir)
  host.files.seed(
    '/etc/passwd',
    'root:x:0:0::/root:/bin/bash\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\n',
  )
  host.files.seed('/etc/group', 'root:x:0:\nadm:x:4:\nwww-data:x:33:\n')
  host.files.seed('/etc/shadow', 'root:*:19000::::::\nwww-data:*:19000::::::\n', { mode: '0640' })
  for (const path of ['/bin/bash', '/usr/sbin/nologin']) host.files.seed(path, '')
  host.files.seedDirectory('/home')
  return host
}

describe('a user', () => {
  it('is made, and whole after a death at any instant', async () => {
    const instants = await killAtEachInstant(login, server, async ({ files }) => {
      expect(await files.readText('/etc/passwd')).toContain('deploy:x:1000:1000::/home/deploy:/bin/bash\n')
      expect(await files.readText('/etc/shadow')).toMatch(/^deploy:\*:/m)
      expect(await files.readText('/etc/group')).toContain('adm:x:4:deploy\n')
      expect(await files.stat('/home/deploy')).toMatchObject({ owner: 'deploy', group: 'deploy' })
    })
    expect(instants).toBeGreaterThan(5)
  })

  it('of the system has no home made for it, and no number of a person', async () => {
    const trial = new Trial(server())
    await trial.apply(service)
    expect(await trial.host.files.readText('/etc/passwd')).toMatch(/^boutique:x:9\d\d:/m)
    expect(await trial.host.files.stat('/srv/boutique')).toBeNull()
  })

  it('is planned in one word', async () => {
    expect(await new Trial(server()).check(login)).toEqual({
      items: [
        { type: 'action', action: 'create', subject: 'deploy' },
        { type: 'list', what: 'groups', subject: 'deploy', add: ['adm'], remove: [] },
      ],
    })
  })

  it('keeps the shell and the home that a person has, but not what keeps that person out', async () => {
    const trial = new Trial(server())
    await seedUser(trial.host, 'deploy:x:1001:1001::/data/anna:/usr/bin/zsh', 'deploy:$y$secret:0:::::1:')
    trial.host.files.seedDirectory('/data/anna', { owner: 'deploy', group: 'deploy', mode: '0775' })
    const items = (await trial.check(login))?.items ?? []
    expect(items.map((item) => ('key' in item ? item.key : 'name' in item ? item.name : item.type))).toEqual([
      'list',
      'expiry',
      'password-changed',
      'mode',
    ])
    expect(JSON.stringify(items)).not.toContain('$y$')
  })

  it('who logs in by a key is not kept out by the age of a password that nobody has', async () => {
    const trial = new Trial(server())
    await seedUser(trial.host, 'deploy:x:1001:1001::/home/deploy:/bin/bash', 'deploy:*:20000:0:90:7:::')
    trial.host.files.seedDirectory('/home/deploy', { owner: 'deploy', group: 'deploy' })
    expect((await trial.check({ ...login, groups: [] }))?.items).toEqual([
      { type: 'value', subject: 'deploy', name: 'setting', key: 'password-age', before: '90', after: '' },
    ])
    await trial.apply({ ...login, groups: [] })
    expect(await trial.check({ ...login, groups: [] })).toBeNull()
  })

  it.each([
    ['one that is overdue begins anew', 'deploy:$y$secret:90:0:90:7:::', ['password-changed']],
    ['one that is not, is its owner’s affair', 'deploy:$y$secret:20000:0:90000:7:::', []],
    ['one that must be changed at once is taken as it is', 'deploy:*:0:0:99999:7:::', ['password-changed']],
  ])('has a password of an age: %s', async (_what, shadow, keys) => {
    const trial = new Trial(server())
    await seedUser(trial.host, 'deploy:x:1001:1001::/home/deploy:/bin/bash', shadow)
    trial.host.files.seedDirectory('/home/deploy', { owner: 'deploy', group: 'deploy' })
    const items = (await trial.check({ ...login, groups: [] }))?.items ?? []
    expect(items.map((item) => 'key' in item && item.key)).toEqual(keys)
  })

  it('whose home belongs to somebody else is not given it', async () => {
    const trial = new Trial(server())
    await seedUser(trial.host, 'deploy:x:1001:1001::/var/www:/bin/bash', 'deploy:*:19000::::::')
    trial.host.files.seedDirectory('/var/www', { owner: 'www-data', group: 'www-data' })
    await expect(trial.check(login)).rejects.toMatchObject({
      failure: { code: 'step.blocked', values: { path: '/var/www' } },
    })
  })

  it.each([
    ['a password', 'boutique:$y$secret:19000::::::', false],
    ['a key', 'boutique:!:19000::::::', true],
  ])('with %s is a person, and does not become a service', async (_what, shadow, hasKeys) => {
    const trial = new Trial(server())
    await seedUser(trial.host, 'boutique:x:1001:1001::/home/boutique:/bin/bash', shadow)
    if (hasKeys) trial.host.files.seed('/home/boutique/.ssh/authorized_keys', '')
    await expect(trial.check(service)).rejects.toMatchObject({ failure: { code: 'name.reserved' } })
  })

  it('that only ran something becomes a service', async () => {
    const trial = new Trial(server())
    await seedUser(trial.host, 'boutique:x:1001:1001::/home/boutique:/bin/bash', 'boutique:!:19000::::::')
    const items = (await trial.check(service))?.items
    expect(items).toMatchObject([{ name: 'shell' }, { name: 'home' }])
  })

  it('whose shell is not there is not made: nobody could log in', async () => {
    const trial = new Trial(server())
    await expect(trial.apply({ ...login, shell: '/usr/bin/fish' })).rejects.toMatchObject({
      failure: { code: 'command.missing', values: { program: '/usr/bin/fish' } },
    })
  })
})

async function seedUser({ files }: MemoryHost, passwd: string, shadow: string): Promise<void> {
  const [name, , , gid] = passwd.split(':')
  files.seed('/etc/passwd', `${await files.readText('/etc/passwd')}${passwd}\n`)
  files.seed('/etc/group', `${await files.readText('/etc/group')}${name}:x:${gid}:\n`)
  files.seed('/etc/shadow', `${await files.readText('/etc/shadow')}${shadow}\n`)
}

const append = async ({ files }: MemoryHost, path: string, line: string): Promise<void> => {
  const attributes = { owner: 'root', group: 'root', mode: '0644' }
  await files.write(path, `${(await files.readText(path)) ?? ''}${line}\n`, attributes)
}

const option = (argv: readonly string[], name: string): string => argv[argv.indexOf(name) + 1] ?? ''

const groupadd: Program = async (argv, _options, host) => {
  const gid = argv.includes('--gid') ? option(argv, '--gid') : argv.includes('--system') ? '999' : '1000'
  await append(host, '/etc/group', `${argv.at(-1)}:x:${gid}:`)
  return {}
}

const useradd: Program = async (argv, _options, host) => {
  const name = argv.at(-1)
  const id = argv.includes('--system') ? '999' : '1000'
  await append(
    host,
    '/etc/passwd',
    `${name}:x:${id}:${id}::${option(argv, '--home-dir')}:${option(argv, '--shell')}`,
  )
  await append(host, '/etc/shadow', `${name}:${option(argv, '--password')}:20000:0:99999:7:::`)
  return {}
}

const pwconv: Program = async (_argv, _options, host) => {
  const [passwd, shadow] = await Promise.all(
    ['/etc/passwd', '/etc/shadow'].map(async (path) => (await host.files.readText(path)) ?? ''),
  )
  const names = (passwd ?? '').split('\n').map((line) => line.split(':')[0])
  for (const name of names.filter((each) => each && !shadow?.includes(`${each}:`))) {
    await append(host, '/etc/shadow', `${name}:x:20000:0:99999:7:::`)
  }
  return {}
}

const usermod: Program = async (argv, _options, host) => {
  const name = argv.at(-1) ?? ''
  const attributes = { owner: 'root', group: 'root', mode: '0644' }
  const edit = async (path: string, from: RegExp, to: string) =>
    host.files.write(path, ((await host.files.readText(path)) ?? '').replace(from, to), attributes)
  if (argv.includes('--groups')) await edit('/etc/group', /^(adm:x:4:)$/m, `$1${name}`)
  if (argv.includes('--password')) await edit('/etc/shadow', new RegExp(`^(${name}):[^:]*`, 'm'), '$1:*')
  return {}
}

const chage: Program = async (argv, _options, host) => {
  const text = (await host.files.readText('/etc/shadow')) ?? ''
  const edited = text.split('\n').map((line) => {
    const fields = line.split(':')
    if (fields[0] === argv.at(-1) && argv.includes('--maxdays')) fields[4] = option(argv, '--maxdays')
    return fields.join(':')
  })
  await host.files.write('/etc/shadow', edited.join('\n'), { owner: 'root', group: 'root', mode: '0644' })
  return {}
}

const mkhomedir: Program = async ([, name = ''], _options, { files }) => {
  await files.createDirectory(`/home/${name}`, { owner: 'root', group: 'root', mode: '0700' })
  await files.setAttributes(`/home/${name}`, { owner: name, group: name, mode: '0750' })
  return {}
}
