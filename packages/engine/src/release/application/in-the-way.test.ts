import { createHash } from 'node:crypto'
import type { Owner } from '@cabestan/protocol/descriptions'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { dropRemains, keepRemains } from '../../ledger/remains.ts'
import { recordRequest } from '../../ledger/runs.ts'
import { placesOf } from '../places.ts'
import { isDefaultServer, readDefaultSite } from './default-site.ts'
import { readForeignNginx } from './foreign-nginx.ts'
import { namesOfOthers, readInTheWay } from './in-the-way.ts'

let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
})

const site = (name: string, text: string) => {
  host.files.seed(`/etc/nginx/sites-available/${name}`, text)
  host.files.seedLink(`/etc/nginx/sites-enabled/${name}`, `/etc/nginx/sites-available/${name}`)
}

it('the names of all sites that nginx serves are known, except those of the application itself', async () => {
  site('shop', 'server {\n    server_name shop.example;\n}\n')
  site('blog', 'server {\n    server_name blog.example *.blog.example;\n    # server_name old.example;\n}\n')
  site(
    'by-hand',
    'server { listen 80; server_name hand.example\n  www.hand.example; }\nserver { server_name _; }\n',
  )
  host.files.seedLink('/etc/nginx/sites-enabled/gone', '/etc/nginx/sites-available/gone')
  expect(await namesOfOthers(host, placesOf('shop'))).toEqual([
    { name: 'blog.example', site: 'blog' },
    { name: '*.blog.example', site: 'blog' },
    { name: 'hand.example', site: 'by-hand' },
    { name: 'www.hand.example', site: 'by-hand' },
  ])
})

it('a server without nginx has none', async () => {
  expect(await namesOfOthers(host, placesOf('shop'))).toEqual([])
})

it('what a first run that failed or goes on has made is not somebody else’s', async () => {
  const owner = { app: 'shop', environment: 'production' }
  const inTheWay = () => readInTheWay(host, placesOf('shop'), owner)
  host.program('ss', () => ({}))
  host.files.seedDirectory('/srv/shop/cache')
  host.files.seedDirectory('/var/lib')
  expect(await inTheWay()).toMatchObject([{ what: 'directory', name: '/srv/shop', holder: 'cache' }])
  await begin({ app: 'shop', environment: 'staging' })
  expect(await inTheWay()).toHaveLength(1)
  await begin(owner)
  expect(await inTheWay()).toEqual([])
})

it('a database of that name is somebody else’s where tables stand in it, and an empty one may be for us', async () => {
  const owner = { app: 'shop', environment: 'production' }
  const answers = { tables: '' }
  host.program('ss', () => ({}))
  host.files.seedDirectory('/var/lib')
  host.files.seed('/usr/lib/postgresql/15/bin/postgres', '')
  host.files.seed('/etc/postgresql/15/main/postgresql.conf', '')
  host.program('setpriv', (argv) =>
    argv.join(' ').endsWith('-d shop') ? { stdout: answers.tables } : { code: 2, stderr: 'does not exist' },
  )
  expect(await readInTheWay(host, placesOf('shop'), owner)).toEqual([])
  answers.tables = 'invoices\npayments\n'
  expect(await readInTheWay(host, placesOf('shop'), owner)).toEqual([
    { what: 'database', name: 'shop', holder: 'invoices, payments' },
  ])
  expect(await readInTheWay(host, placesOf('till'), owner)).toEqual([])
  await keepRemains(host, owner, [])
  expect(await readInTheWay(host, placesOf('shop'), owner)).toEqual([])
  await dropRemains(host, owner)
  expect(await readInTheWay(host, placesOf('shop'), owner)).toHaveLength(1)
  await begin(owner)
  expect(await readInTheWay(host, placesOf('shop'), owner)).toEqual([])
})

it.each([
  ['firewalld', 'multi-user'],
  ['netfilter-persistent', 'multi-user'],
  ['nftables', 'sysinit'],
])('%s is another firewall as long as it is there, and not for its link alone', async (name, target) => {
  const unit = `/lib/systemd/system/${name}.service`
  host.program('ss', () => ({}))
  host.files.seedLink(`/etc/systemd/system/${target}.target.wants/${name}.service`, unit)
  const inTheWay = () => readInTheWay(host, placesOf('shop'), { app: 'shop', environment: 'production' })
  expect(await inTheWay()).toEqual([])
  host.files.seed(unit, '')
  expect(await inTheWay()).toEqual([{ what: 'firewall', name, holder: name }])
})

it('a default site of somebody else is known before nginx would refuse ours, or lose theirs', async () => {
  const packaged = 'server {\n    listen 80 default_server;\n}\n'
  const sum = createHash('md5').update(packaged).digest('hex')
  const conffiles = `Package: nginx-common\nConffiles:\n /etc/nginx/sites-available/default ${sum}\n`
  host.files.seed('/var/lib/dpkg/status', conffiles)
  site('default', packaged)
  site('tls', 'server { listen 443 ssl default_server; listen 10.0.0.1:80 default; }')
  site('quiet', 'server { # listen 80 default_server;\n    listen 80;\n}')
  expect(await readDefaultSite(host)).toBeNull()
  site('default', packaged.replace('}', '    root /srv/mine;\n}'))
  expect(await readDefaultSite(host)).toMatchObject({ what: 'default-file' })
  site('default', `# Managed by Cabestan. ${packaged}`)
  expect(await readDefaultSite(host)).toBeNull()
  site('mine', 'server { listen 80 default_server; listen [::]:80 default_server; }')
  expect(await readDefaultSite(host)).toMatchObject({
    what: 'default-server',
    name: '/etc/nginx/sites-enabled/mine',
  })
})

it.each(['status', 'updates/0003'])(
  'nginx’s own is nobody’s while dpkg has only unpacked it, as its %s says',
  async (book) => {
    host.files.seed('/var/lib/dpkg/status', 'Package: bash\n')
    site('default', 'server {\n    listen 80 default_server;\n}\n')
    expect(await readDefaultSite(host)).toMatchObject({ what: 'default-file' })
    const unpacked = 'Package: nginx-common\nConffiles:\n /etc/nginx/sites-available/default newconffile\n'
    host.files.seed(`/var/lib/dpkg/${book}`, unpacked)
    expect(await readDefaultSite(host)).toBeNull()
  },
)

it.each(['80', '*:80', '0.0.0.0:80', '[::]:80', '[::]:80 ipv6only=on', '*'])(
  'listen %s is all of the web port',
  (where) => {
    expect(isDefaultServer(`server {\n  listen ${where} default_server;\n}`)).toBe(true)
  },
)

function begin(owner: Owner): Promise<void> {
  const run = `20261128-170315-${owner.environment === 'staging' ? '51bd' : '51be'}`
  const description = { owner, login: 'deploy', steps: [] }
  const work = { task: 'deploy', description } as const
  return recordRequest(host, { run, by: 'lea@laptop', startedAt: 1000, whenBusy: 'refuse', work })
}

describe('an nginx that is not the distribution’s', () => {
  const configuration = '/etc/nginx/nginx.conf'
  const found = async () => (await readForeignNginx(host)).map(({ what, holder }) => [what, holder])
  beforeEach(() => {
    host.files.seed('/usr/sbin/nginx', '')
    host.files.seedDirectory('/etc/nginx/sites-available')
    host.files.seedDirectory('/etc/nginx/sites-enabled')
    host.files.seed('/etc/group', 'www-data:x:33:anna\n')
  })

  it('is known by the sites that it does not read, and by its user', async () => {
    host.files.seed(configuration, 'user nginx;\nhttp {\n  include /etc/nginx/conf.d/*.conf;\n}\n')
    expect(await found()).toEqual([
      ['nginx-sites', 'nginx'],
      ['nginx-user', 'nginx'],
    ])
    host.files.seed(configuration, 'user nginx;\nhttp {\n  include /etc/nginx/sites-enabled/*;\n}\n')
    expect(await found()).toEqual([['nginx-user', 'nginx']])
    host.files.seed('/etc/group', 'www-data:x:33:anna,nginx\n')
    expect(await found()).toEqual([])
    await host.files.remove('/etc/nginx/sites-available')
    expect(await found()).toEqual([['nginx-sites', 'nginx']])
  })

  it('may read the sites by one of its parts', async () => {
    host.files.seed(configuration, 'user www-data;\nhttp {\n  include /etc/nginx/conf.d/*.conf;\n}\n')
    host.files.seed('/etc/nginx/conf.d/sites.conf', '# include sites-enabled/*;\n')
    expect(await found()).toEqual([['nginx-sites', 'nginx']])
    host.files.seed('/etc/nginx/conf.d/sites.conf', 'include sites-enabled/*;\n')
    expect(await found()).toEqual([])
  })

  it('is none where nginx is not there, or only its files are', async () => {
    expect(await found()).toEqual([])
    host.files.seed(configuration, 'http {}\n')
    await host.files.remove('/usr/sbin/nginx')
    expect(await found()).toEqual([])
  })
})
