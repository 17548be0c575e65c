import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import type { Failure } from '@cabestan/protocol/failures'
import type { Build } from '@cabestan/protocol/orders'
import { beforeAll, describe, expect, it } from 'vitest'
import { pythonFor } from './harness/djangos.ts'
import { ssh } from './harness/engine.ts'
import { shop } from './harness/git-project.ts'
import { type Files, laySource, type Ordered, orderFor, prepareApplication } from './harness/laid-release.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { runStages, type Staging, type Told } from './harness/stages.ts'
import { onSuites } from './harness/suites.ts'

const series = { bookworm: '3.11', trixie: '3.13', jammy: '3.10', noble: '3.12', resolute: '3.14' }
const unfinished = 'find /srv/shop/venvs -mindepth 1 -maxdepth 1 ! -exec test -e {}/complete \\; -print'
const own = 'Django==4.2.16\nasgiref==3.8.1\nsqlparse==0.5.1\n'

type Released = Told & { readonly directory: string }

describe.each(onSuites('bookworm'))('the venv and the build of a release on %s', (suite) => {
  let server: Server
  let number = 0

  beforeAll(async () => {
    server = await startServer({ suite, stocked: true, keepsConnection: true })
    // Not every server has these two: what becomes of packages that want them is tried below.
    await server.sh('mv /usr/bin/git /usr/bin/pg_config /root')
    await prepareApplication(server, 'shop')
  })

  /** The next release of the shop, with these files beside and in place of its own. */
  async function release(files: Files = {}, more: Partial<Ordered & Staging> = {}): Promise<Released> {
    number += 1
    const name = `${number}-1a2b3c4`
    const all = { ...shop, ...files }
    await laySource(server, 'shop', name, all)
    const order = orderFor({ name: 'shop', release: name, files: all, pythons: [series[suite]], ...more })
    const stages = more.stages ?? ['venv', 'build']
    const told = await runStages(server, { order, directory: name, ...more, stages })
    return { ...told, directory: `/srv/shop/releases/${name}` }
  }

  const venv = (requirements: string, files: Files = {}) =>
    release({ 'requirements.txt': requirements, ...files }, { stages: ['venv'], python: series[suite] })
  const codes = ({ notices }: Told) => notices.map(({ code }) => code)
  const asApplication = (command: string) =>
    server.ssh(`setpriv --reuid=shop --regid=shop --init-groups ${command}`)

  describe('a release', () => {
    let first: Released
    let second: Released
    beforeAll(async () => {
      first = await release()
      second = await release({ 'shop/views.py': 'new = True\n' }, { live: '1-1a2b3c4' })
    })

    it('has its packages from uv, in the Python of the server', () => {
      expect(first.failure).toBeNull()
      expect(codes(first).slice(0, 2)).toEqual(['venv.python', 'venv.made'])
      expect(first.notices[0]?.values['version']).toMatch(new RegExp(`^${series[suite]}\\.`))
      expect(first.notices[1]?.values['count']).toBeGreaterThan(4)
      expect(first.output.join('\n')).toContain('Bytecode compiled')
    })

    it('has a venv that the application runs and cannot change', async () => {
      const inside = `${first.directory}/venv/lib/python${series[suite]}/site-packages/django`
      const python = `${first.directory}/venv/bin/python`
      expect((await asApplication(`${python} -c 'import django, gunicorn, psycopg'`)).code).toBe(0)
      expect((await asApplication(`touch ${inside}/x`)).code).not.toBe(0)
      expect(
        await server.sh(
          `find ${first.directory}/venv/ ! -user root -o ! -group shop -o -perm /o=rwx ! -type l`,
        ),
      ).toBe('')
    })

    it('uses the venv of the one before, where it is made of the same', async () => {
      expect(second.failure).toBeNull()
      expect(codes(second)).toContain('venv.reused')
      const links = await server.sh(`readlink ${first.directory}/venv ${second.directory}/venv`)
      expect(new Set(links.split('\n')).size).toBe(1)
    })

    it('has an environment of its own, which the owner’s values lie over', async () => {
      const text = await server.sh(`cat ${first.directory}/env`)
      expect(text).toContain('OWN_KEY=owner\n')
      expect(text).toMatch(/^REDIS_URL=redis:\/\/:k{60}@localhost$/m)
      expect(await server.sh(`stat -c '%U:%G %a' ${first.directory}/env`)).toBe('root:shop 640')
    })

    it('has static files that nginx reads, packed beside where that is less', async () => {
      const admin = `${first.directory}/static/admin`
      expect(
        (await server.ssh(`setpriv --reuid=www-data --clear-groups cat ${admin}/css/base.css`)).code,
      ).toBe(0)
      expect(
        await server.sh(`zcat ${admin}/css/base.css.gz | cmp - ${admin}/css/base.css && echo same`),
      ).toBe('same')
      expect(await server.sh(`ls ${admin}/img/*.png.gz 2>/dev/null | wc -l`)).toBe('0')
      expect((await asApplication(`touch ${admin}/x`)).code).not.toBe(0)
    })

    it('shares on the disk what the live release has in the same form', async () => {
      const css = 'static/admin/css/base.css'
      const inodes = await server.sh(
        `stat -c %i ${first.directory}/${css} ${second.directory}/${css} ${first.directory}/${css}.gz ${second.directory}/${css}.gz`,
      )
      expect(new Set(inodes.split('\n')).size).toBe(2)
    })

    it('has a source that is read by the application alone, and compiled', async () => {
      expect(await server.sh(`find ${first.directory}/source ! -user root -o -perm /o=rwx ! -type l`)).toBe(
        '',
      )
      expect((await asApplication(`touch ${first.directory}/source/shop/x`)).code).not.toBe(0)
      expect(await server.sh(`ls ${first.directory}/source/shop/__pycache__ | grep -c settings`)).toBe('1')
      expect(
        await server.sh(`ls ${first.directory}/overlay/cabestan_shop/__pycache__ | grep -c settings`),
      ).toBe('1')
    })

    it('tells what Django warns of', () => {
      const ids = first.notices
        .filter(({ code }) => code === 'check.warning')
        .map(({ values }) => values['id'])
      expect(ids).toContain('security.W002')
      // What only a certificate can put right is told in one line of ours.
      expect(ids).not.toContain('security.W004')
      expect(codes(first)).toContain('check.without-https')
      expect(first.notices.find(({ code }) => code === 'static.collected')?.values['count']).toBeGreaterThan(
        100,
      )
    })

    it('is sealed with its order, and a change by hand is seen', async () => {
      const { directory } = second
      expect(JSON.parse(await server.sh(`cat ${directory}/release.json`))).toMatchObject({ name: 'shop' })
      const unchanged = async () =>
        (await runStages(server, lookAt(directory))).notices[0]?.values['unchanged']
      expect(await unchanged()).toBe('yes')
      await server.sh(`echo '# mended in a hurry' >> ${directory}/source/shop/urls.py`)
      expect(await unchanged()).toBe('no')
    })

    function lookAt(directory: string): Staging {
      const name = directory.split('/').at(-1) ?? ''
      const order = orderFor({ name: 'shop', release: name, files: shop, pythons: [series[suite]] })
      return { order, directory: name, stages: ['look'] }
    }
  })

  describe('packages', () => {
    it('come from the source too, where they lie there', async () => {
      const money = {
        'libs/money/setup.py':
          "from setuptools import setup\nsetup(name='money', version='1', py_modules=['money'])\n",
        'libs/money/money.py': 'rate = 2\n',
      }
      const told = await venv(`${own}-e ./libs/money\n`, money)
      expect(told.failure).toBeNull()
      const money2 = await asApplication(
        `${told.directory}/venv/bin/python -c 'import money; print(money.__file__)'`,
      )
      expect(money2.stdout).toContain('/site-packages/')
    })

    it('of a lock are installed as they stand, and what production needs is resolved around them', async () => {
      const locked = { django: '==4.2.15', asgiref: '==3.7.2', sqlparse: '==0.5.0' }
      const packages = Object.entries(locked).map(([name, version]) => [name, { version }])
      const told = await release(
        {
          Pipfile: '[packages]\ndjango = "*"\n',
          'Pipfile.lock': JSON.stringify({ default: Object.fromEntries(packages) }),
        },
        { stages: ['venv'], dependencies: ['Pipfile.lock'] },
      )
      expect(told.failure).toBeNull()
      const script = 'import asgiref, django, gunicorn; print(django.__version__, asgiref.__version__)'
      expect((await asApplication(`${told.directory}/venv/bin/python -c '${script}'`)).stdout).toBe(
        '4.2.15 3.7.2\n',
      )
    })

    it('are made again where a release was cut off while they were installed', async () => {
      const told = await venv(own)
      await server.sh(
        `rm ${told.directory}/venv/complete; rm -r ${told.directory}/venv/lib/python*/site-packages/django`,
      )
      const again = await venv(own)
      expect(codes(again)).toContain('venv.made')
      expect((await asApplication(`${again.directory}/venv/bin/python -c 'import django'`)).code).toBe(0)
    })

    it('that somebody changed by hand are not used again, and stay for the release that runs on them', async () => {
      const former = await venv(own)
      await server.sh(`cd ${former.directory}/venv/lib/python*/site-packages && touch by_hand.py`)
      const [next, last] = [await venv(own), await venv(own)]
      expect(codes(next)).toContain('venv.made')
      expect(codes(last)).toContain('venv.reused')
      const inIt = (directory: string) =>
        server.sh(`ls ${directory}/venv/lib/python*/site-packages | grep -c by_hand || true`)
      expect(await Promise.all([former, next, last].map(({ directory }) => inIt(directory)))).toEqual([
        '1',
        '0',
        '0',
      ])
    })

    it('come by pip where uv cannot be had, from where the server’s pip is told', async () => {
      await server.sh(`mkdir -p /opt/wheels && cd /opt/wheels && PYTHONPATH=$(ls /usr/share/python-wheels/pip-*.whl) \\
        python3 -m pip download -q django==4.2.16 asgiref==3.8.1 sqlparse==0.5.1 gunicorn 'psycopg[binary]' >/dev/null
        mv /opt/cabestan/uv /opt/cabestan/uv.aside; rm -rf /srv/shop/venvs
        printf '[global]\\nno-index = true\\nfind-links = /opt/wheels\\n' > /etc/pip.conf`)
      const told = await venv(own)
      await server.sh(
        'rm /etc/pip.conf; rm -rf /opt/cabestan/uv /srv/shop/venvs; mv /opt/cabestan/uv.aside /opt/cabestan/uv',
      )
      expect(told.failure).toBeNull()
      expect(codes(told)).toEqual(['venv.python', 'venv.pip', 'venv.made'])
    })
  })

  describe('packages that cannot be installed', () => {
    const money = (setup: string): Files => ({ 'libs/money/setup.py': setup })

    it.each<[string, string, Files, Partial<Failure>]>([
      [
        'of an unknown version',
        'Django==4.2.999',
        {},
        { code: 'venv.package-unknown', values: { package: 'django==4.2.999' } },
      ],
      [
        'of an unknown name',
        `${own}cabestan-has-no-such-package==1.0`,
        {},
        { code: 'venv.package-unknown', values: { package: 'cabestan-has-no-such-package==1.0' } },
      ],
      ['against each other', 'Django==4.2.16\nasgiref<3.0', {}, { code: 'venv.conflict' }],
      ['that are for another Python', `${own}tensorflow==2.4.0`, {}, { code: 'venv.python-too-old' }],
      [
        'with another content than their hash says',
        `Django==4.2.16 --hash=sha256:${'a'.repeat(64)}\nasgiref==3.8.1\nsqlparse==0.5.1`,
        {},
        { code: 'venv.hash-mismatch', values: { package: 'django==4.2.16' } },
      ],
      [
        'that do not build',
        `${own}./libs/money`,
        money("raise RuntimeError('the moon is wrong')\n"),
        {
          code: 'venv.build-failed',
          values: expect.objectContaining({ why: 'RuntimeError: the moon is wrong' }),
        },
      ],
      [
        'for want of a program of the system',
        `${own}psycopg2==2.9.9`,
        {},
        {
          code: 'venv.library-missing',
          values: { package: 'psycopg2==2.9.9', file: 'pg_config', packages: 'libpq-dev build-essential' },
        },
      ],
      [
        'for want of a compiler',
        `${own}cffi==1.14.0`,
        {},
        { code: 'venv.library-missing', values: expect.objectContaining({ package: 'cffi==1.14.0' }) },
      ],
      [
        'for want of git',
        `${own}money @ git+https://forge.invalid/money.git`,
        {},
        { code: 'venv.library-missing', values: expect.objectContaining({ packages: 'git' }) },
      ],
    ])('%s', async (_title, requirements, files, expected) => {
      const told = await venv(requirements, files)
      expect(told.failure).toMatchObject(expected)
      expect(await server.sh(unfinished)).toBe('')
    })

    it('because the network is down', async () => {
      await server.sh(`printf '[global]\\nindex-url = https://127.0.0.1:9/simple\\n' > /etc/pip.conf`)
      const told = await venv(`${own}pytz==2024.1`)
      await server.sh('rm /etc/pip.conf')
      expect(told.failure).toMatchObject({ code: 'venv.network', values: { address: '127.0.0.1:9' } })
    })

    it('because the disk is full', async () => {
      await server.sh('mkdir -p /srv/shop/cache && mount -t tmpfs -o size=6m,mode=0700 tmpfs /srv/shop/cache')
      const told = await venv(`${own}pytz==2024.1`)
      await server.sh('umount /srv/shop/cache')
      expect(told.failure?.code).toBe('disk.full')
    })
  })

  describe('a build that fails', () => {
    const lines = (text: string) => `${shop['shop/settings.py']}${text}\n`
    const model = `from django.db import models

class Album(models.Model):
    first = models.ForeignKey('auth.User', models.CASCADE)
    second = models.ForeignKey('auth.User', models.CASCADE)
`
    const application = { 'shop/settings.py': lines("INSTALLED_APPS += ['shop']"), 'shop/models.py': model }
    const css = {
      'shop/settings.py': lines("INSTALLED_APPS += ['shop']"),
      'shop/static/shop/site.css': 'body { background: url("gone.png") }',
    }
    const hashed = `STORAGES = {'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'}}`

    it.each<[string, Files, string, Partial<Failure>]>([
      [
        'where settings lack a variable',
        { 'shop/settings.py': lines("STRIPE_KEY = os.environ['STRIPE_KEY']") },
        '',
        { code: 'build.settings', values: { error: "KeyError: 'STRIPE_KEY'", place: 'shop/settings.py:26' } },
      ],
      [
        'where an application is not installed',
        { 'shop/settings.py': lines("INSTALLED_APPS += ['nowhere']") },
        '',
        {
          code: 'build.settings',
          values: { error: "ModuleNotFoundError: No module named 'nowhere'", place: '' },
        },
      ],
      [
        'where a static file names one that is missing',
        css,
        hashed,
        {
          code: 'build.static',
          values: expect.objectContaining({ error: expect.stringContaining('gone.png') }),
        },
      ],
      [
        'where Django’s checks find an error',
        application,
        '',
        { code: 'build.check', values: expect.objectContaining({ id: 'fields.E304' }) },
      ],
      [
        'where a translation is not well formed',
        { 'shop/locale/fr/LC_MESSAGES/django.po': 'msgid "a\n' },
        '',
        { code: 'venv.library-missing', values: expect.objectContaining({ packages: 'gettext' }) },
      ],
    ])('%s', async (_title, files, settings, expected) => {
      const told = await release(files, { settings })
      expect(told.failure).toMatchObject(expected)
      expect(await server.ssh(`test -e ${told.directory}/release.json`)).toMatchObject({ code: 1 })
    })

    it('where the disk is full', async () => {
      await server.sh(`mkdir -p /srv/shop/full && mount -t tmpfs -o size=1m,mode=0777 tmpfs /srv/shop/full`)
      const told = await release({}, { settings: "STATIC_ROOT = '/srv/shop/full/static'" })
      await server.sh('umount /srv/shop/full')
      expect(told.failure?.code).toBe('disk.full')
    })
  })

  describe('a build', () => {
    const asks = {
      'shop/urls.py': `from django.contrib.auth.models import User

count = User.objects.count()
urlpatterns = []
`,
    }
    const sqlite =
      "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': '/srv/shop/data/db.sqlite3'}}"

    it('puts checks off that ask for tables, until there are some', async () => {
      const told = await release(asks, { settings: sqlite })
      expect(told.failure).toBeNull()
      expect(codes(told)).toContain('check.later')
      const later = await release(asks, { settings: sqlite, live: '1-1a2b3c4' })
      expect(later.failure).toMatchObject({
        code: 'build.check',
        values: { error: 'OperationalError: no such table: auth_user', place: 'shop/urls.py:3' },
      })
    })

    it('compiles translations and compresses ahead', async () => {
      await server.sh('apt-get install -y -qq --no-install-recommends gettext >/dev/null 2>&1')
      const files = {
        'requirements.txt': `${own}django-compressor==4.5.1\n`,
        'shop/settings.py': `${shop['shop/settings.py']}INSTALLED_APPS += ['shop', 'compressor']
STATICFILES_FINDERS = ['django.contrib.staticfiles.finders.AppDirectoriesFinder', 'compressor.finders.CompressorFinder']
COMPRESS_ROOT = os.environ.get('CABESTAN_RELEASE', '') + '/static'
`,
        'shop/static/shop/site.css': 'body { color: red }',
        'shop/templates/shop/page.html':
          '{% load compress static %}{% compress css %}<link rel="stylesheet" href="{% static \'shop/site.css\' %}">{% endcompress %}',
        'shop/locale/fr/LC_MESSAGES/django.po':
          'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n',
      }
      const told = await release(files)
      expect(told.failure).toBeNull()
      expect(await server.sh(`ls ${told.directory}/source/shop/locale/fr/LC_MESSAGES`)).toContain('django.mo')
      expect(await server.sh(`cat ${told.directory}/static/CACHE/css/*.css`)).toContain('color:red')
    })

    const people = `from django.contrib.auth.models import User


def people():
    return User.objects.count()


def contexts():
    return [{'number': people()}]
`

    it.each([
      [
        'whose context asks the database',
        "COMPRESS_OFFLINE_CONTEXT = 'shop.people.contexts'\n",
        '{{ number }}',
      ],
      ['that ask it themselves, of which nothing is said', '', '{% people %}'],
    ])('compresses templates %s when there are tables, and is whole after that', async (_, line, order) => {
      const files = {
        'requirements.txt': `${own}django-compressor==4.5.1\n`,
        'shop/settings.py': `${shop['shop/settings.py']}INSTALLED_APPS += ['shop', 'compressor']
STATICFILES_FINDERS = ['django.contrib.staticfiles.finders.AppDirectoriesFinder', 'compressor.finders.CompressorFinder']
COMPRESS_ROOT = os.environ.get('CABESTAN_RELEASE', '') + '/static'
${line}`,
        'shop/people.py': people,
        'shop/templatetags/__init__.py': '',
        'shop/templatetags/tags.py':
          'from django import template\nfrom shop.people import people\nregister = template.Library()\nregister.simple_tag(people)\n',
        'shop/templates/shop/page.html': `{% load compress tags %}{% compress css %}<style>b { order: ${order} }</style>{% endcompress %}`,
      }
      await server.sh('rm -f /srv/shop/data/db.sqlite3')
      const stages = ['venv', 'build', 'migrate', 'later', 'look'] as const
      const told = await release(files, { settings: sqlite, stages })
      expect(told.failure).toBeNull()
      expect(codes(told)).toContain('compress.later')
      expect(told.notices.at(-1)).toEqual({ code: 'look', values: { unchanged: 'yes' } })
      const made = `${told.directory}/static/CACHE/css`
      expect(await server.sh(`cat ${made}/*.css; stat -c '%U %a' ${made}/*.css`)).toMatch(
        /order:0[\s\S]*root 644/,
      )
    })

    it('finds the directories of the files that settings and environment name among its data', async () => {
      const [books, ledger] = ['/srv/shop/data/books/main/b.sqlite3', '/srv/shop/data/ledger/l.sqlite3']
      await server.sh(`echo LEDGER=sqlite:///${ledger} >> /srv/shop/env`)
      const settings = `import sqlite3
for path in ('${books}', os.environ['LEDGER'].removeprefix('sqlite:///')):
    sqlite3.connect(path).execute('CREATE TABLE IF NOT EXISTS t (i)')
`
      const told = await release(
        {},
        { settings, build: { dataFiles: [books, '/srv/elsewhere/x/y.sqlite3'] } },
      )
      await server.sh('sed -i /^LEDGER=/d /srv/shop/env')
      expect(told.failure).toBeNull()
      expect(await server.sh('stat -c "%U:%G %a" /srv/shop/data/books/main /srv/shop/data/ledger')).toBe(
        'shop:shop 750\nshop:shop 750',
      )
      expect(await server.sh('ls -d /srv/elsewhere 2>&1 || true')).toContain('No such file')
    })

    it('takes in what was built elsewhere, and lets none of it out of the source', async () => {
      await server.sh(`rm -rf /tmp/sent && mkdir -p /tmp/sent/tree/shop/static/shop && cd /tmp/sent/tree
        echo built > shop/static/shop/app.js && ln -s /etc shop/out && tar -cf ../built.tar shop && rm shop/out
        mkdir shop/out && echo x > shop/out/cabestan-was-here && tar -rf ../built.tar shop/out/cabestan-was-here`)
      const sent = await release(
        { 'shop/settings.py': `${shop['shop/settings.py']}INSTALLED_APPS += ['shop']\n` },
        { build: { sentFiles: true }, upload: '/tmp/sent' },
      )
      expect(await server.ssh('test -e /etc/cabestan-was-here')).toMatchObject({ code: 1 })
      expect(sent.failure?.code).toBe('build.front-end')
      await server.sh('cd /tmp/sent/tree && rm -r shop/out && tar -cf ../built.tar shop')
      const good = await release(
        { 'shop/settings.py': `${shop['shop/settings.py']}INSTALLED_APPS += ['shop']\n` },
        { build: { sentFiles: true }, upload: '/tmp/sent' },
      )
      expect(good.failure).toBeNull()
      expect(await server.sh(`cat ${good.directory}/static/shop/app.js`)).toBe('built')
    })

    it('has beside it what nginx shows before the application', async () => {
      const files = {
        'requirements.txt': own,
        'public/index.html': 'welcome',
        'public/css/site.css': 'body {}',
      }
      const told = await release(files, { build: { home: 'public' } })
      expect(told.failure).toBeNull()
      const cat = `cat ${told.directory}/home/index.html ${told.directory}/home/css/site.css`
      expect((await server.ssh(`setpriv --reuid=www-data --clear-groups ${cat}`)).stdout).toBe(
        'welcomebody {}',
      )
      const missing = await release(files, { build: { home: 'nowhere' } })
      expect(missing.failure).toMatchObject({ code: 'build.home', values: { path: 'nowhere' } })
    })

    // Debian's npm is 400 packages.
    it.runIf(process.env['CABESTAN_TEST_ALL'])(
      'runs the scripts of the front end, and keeps none of its packages',
      async () => {
        await server.sh('apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null 2>&1')
        const frontEnd = {
          'requirements.txt': own,
          'shop/settings.py': `${shop['shop/settings.py']}INSTALLED_APPS += ['shop']\n`,
          'package.json': JSON.stringify({
            scripts: { build: 'node build.js' },
            dependencies: { 'is-odd': '3.0.1' },
          }),
        }
        const script = "require('fs').writeFileSync('shop/static/shop/app.js', String(require('is-odd')(3)))"
        const files = { ...frontEnd, 'shop/static/shop/.keep': '', 'build.js': script }
        const build: Partial<Build> = { frontEnd: { directory: '', manager: 'npm', scripts: ['build'] } }
        const told = await release(files, { build })
        expect(told.failure).toBeNull()
        expect(await server.sh(`cat ${told.directory}/static/shop/app.js`)).toBe('true')
        expect(await server.sh(`ls ${told.directory}/source`)).not.toContain('node_modules')
        const broken = await release(
          { ...files, 'build.js': "throw new TypeError('no such style')" },
          { build },
        )
        expect(broken.failure).toMatchObject({
          code: 'build.front-end',
          values: { script: 'build', error: 'TypeError: no such style' },
        })
      },
    )
  })

  describe('another Python', () => {
    const files = { '.python-version': '3.9\n' }

    it('is refused where uv cannot bring it, with what there is', async () => {
      const told = await release(files, { stages: ['venv'] })
      expect(told.failure).toMatchObject({
        code: 'python.unavailable',
        values: { series: '3.9', there: series[suite] },
      })
    })

    it('is found below /opt/python', async ({ skip }) => {
      const found = await pythonFor({ series: '4.2', pythons: ['3.9'], requirements: [] })
      if (found === null) skip('this computer has no Python 3.9')
      await copyPython(server, found ?? '')
      const told = await release(files)
      expect(told.failure).toBeNull()
      expect(told.notices[0]).toMatchObject({
        code: 'venv.python',
        values: { version: expect.stringMatching(/^3\.9\./) },
      })
      await server.sh('rm -r /opt/python')
    })
  })
})

/** As uv lays them out: a directory for each. */
async function copyPython(server: Server, executable: string): Promise<void> {
  const home = dirname(dirname(executable))
  const argv = [
    '-C',
    home,
    '--exclude=*/test',
    '--exclude=__pycache__',
    '--exclude=site-packages/*',
    '-cf',
    '-',
    'bin',
    'lib',
    'include',
  ]
  const tar = spawn('tar', argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  const to = '/opt/python/cpython-3.9'
  await ssh(server, `mkdir -p ${to} && tar -xf - -C ${to}`, tar.stdout)
  // It was compiled for the place that it was taken from.
  await server.sh(`echo ${to}/lib > /etc/ld.so.conf.d/moved.conf && ldconfig`)
}
