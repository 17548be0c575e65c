import type { Build } from '@cabestan/protocol/orders'
import { describe, expect, it } from 'vitest'
import { shop } from '../harness/git-project.ts'
import { codes, type Ground, own, type Shop } from './shop.ts'

/** What else a build makes: translations, a front end, data directories, files before the application. */
export function buildOfRelease(ground: Ground, { release }: Shop): void {
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
      await ground.server.sh('apt-get install -y -qq --no-install-recommends gettext >/dev/null 2>&1')
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
      expect(await ground.server.sh(`ls ${told.directory}/source/shop/locale/fr/LC_MESSAGES`)).toContain(
        'django.mo',
      )
      expect(await ground.server.sh(`cat ${told.directory}/static/CACHE/css/*.css`)).toContain('color:red')
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
      await ground.server.sh('rm -f /srv/shop/data/db.sqlite3')
      const stages = ['venv', 'build', 'migrate', 'later', 'look'] as const
      const told = await release(files, { settings: sqlite, stages })
      expect(told.failure).toBeNull()
      expect(codes(told)).toContain('compress.later')
      expect(told.notices.at(-1)).toEqual({ code: 'look', values: { unchanged: 'yes' } })
      const made = `${told.directory}/static/CACHE/css`
      expect(await ground.server.sh(`cat ${made}/*.css; stat -c '%U %a' ${made}/*.css`)).toMatch(
        /order:0[\s\S]*root 644/,
      )
    })

    it('finds the directories of the files that settings and environment name among its data', async () => {
      const [books, ledger] = ['/srv/shop/data/books/main/b.sqlite3', '/srv/shop/data/ledger/l.sqlite3']
      await ground.server.sh(`echo LEDGER=sqlite:///${ledger} >> /srv/shop/env`)
      const settings = `import sqlite3
for path in ('${books}', os.environ['LEDGER'].removeprefix('sqlite:///')):
    sqlite3.connect(path).execute('CREATE TABLE IF NOT EXISTS t (i)')
`
      const told = await release(
        {},
        { settings, build: { dataFiles: [books, '/srv/elsewhere/x/y.sqlite3'] } },
      )
      await ground.server.sh('sed -i /^LEDGER=/d /srv/shop/env')
      expect(told.failure).toBeNull()
      expect(
        await ground.server.sh('stat -c "%U:%G %a" /srv/shop/data/books/main /srv/shop/data/ledger'),
      ).toBe('shop:shop 750\nshop:shop 750')
      expect(await ground.server.sh('ls -d /srv/elsewhere 2>&1 || true')).toContain('No such file')
    })

    it('takes in what was built elsewhere, and lets none of it out of the source', async () => {
      await ground.server.sh(`rm -rf /tmp/sent && mkdir -p /tmp/sent/tree/shop/static/shop && cd /tmp/sent/tree
        echo built > shop/static/shop/app.js && ln -s /etc shop/out && tar -cf ../built.tar shop && rm shop/out
        mkdir shop/out && echo x > shop/out/cabestan-was-here && tar -rf ../built.tar shop/out/cabestan-was-here`)
      const sent = await release(
        { 'shop/settings.py': `${shop['shop/settings.py']}INSTALLED_APPS += ['shop']\n` },
        { build: { sentFiles: true }, upload: '/tmp/sent' },
      )
      expect(await ground.server.ssh('test -e /etc/cabestan-was-here')).toMatchObject({ code: 1 })
      expect(sent.failure?.code).toBe('build.front-end')
      await ground.server.sh('cd /tmp/sent/tree && rm -r shop/out && tar -cf ../built.tar shop')
      const good = await release(
        { 'shop/settings.py': `${shop['shop/settings.py']}INSTALLED_APPS += ['shop']\n` },
        { build: { sentFiles: true }, upload: '/tmp/sent' },
      )
      expect(good.failure).toBeNull()
      expect(await ground.server.sh(`cat ${good.directory}/static/shop/app.js`)).toBe('built')
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
      expect((await ground.server.ssh(`setpriv --reuid=www-data --clear-groups ${cat}`)).stdout).toBe(
        'welcomebody {}',
      )
      const missing = await release(files, { build: { home: 'nowhere' } })
      expect(missing.failure).toMatchObject({ code: 'build.home', values: { path: 'nowhere' } })
    })

    // Debian's npm is 400 packages.
    it.runIf(process.env['CABESTAN_TEST_ALL'])(
      'runs the scripts of the front end, and keeps none of its packages',
      async () => {
        await ground.server.sh('apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null 2>&1')
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
        expect(await ground.server.sh(`cat ${told.directory}/static/shop/app.js`)).toBe('true')
        expect(await ground.server.sh(`ls ${told.directory}/source`)).not.toContain('node_modules')
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
}
