import { describe, expect, it } from 'vitest'
import type { DependencyInput } from '../input.ts'
import { added, header, read } from '../packages.fixture.ts'

describe('distutils', () => {
  it('comes with setuptools where Python has it no more', () => {
    const files = (python: string, code: string, more = '') => ({
      'requirements.txt': `Django==5.2.1\ngunicorn\npsycopg[binary]${more}`,
      '.python-version': python,
      'shop/__init__.py': '',
      'shop/settings.py': code,
    })
    const code = 'from distutils.util import strtobool\n'
    expect(added(files('3.12', code))).toEqual(['setuptools'])
    expect(added(files('3.12', code, '\nsetuptools==75.6.0'))).toEqual([])
    expect(added(files('3.11', code))).toEqual([])
    // Django itself needs it up to 3.2.9.
    const django = (version: string, python: string) =>
      added({ ...files(python, ''), 'requirements.txt': `Django==${version}\ngunicorn\npsycopg[binary]` })
    expect(django('3.2.8', '3.12')).toContain('setuptools')
    expect(django('3.2.9', '3.12')).not.toContain('setuptools')
    expect(django('3.2.8', '3.11')).not.toContain('setuptools')
    // A package needs it and does not declare it.
    expect(added(files('3.13', '', '\ndjango-polymorphic-tree==2.1'))).toContain('setuptools')
    expect(added(files('3.13', `try:\n    ${code}except ImportError:\n    strtobool = None\n`))).toEqual([])
  })
})

describe('what is added', () => {
  it('stands beside a whole series of an old server as beside one version of it', () => {
    for (const gunicorn of ['gunicorn==19.8.1', 'gunicorn==19.8.*', 'gunicorn===19.9'])
      expect(added({ 'requirements.txt': `Django==4.2.1\n${gunicorn}\npsycopg` })).toContain('setuptools<81')
    expect(added({ 'requirements.txt': 'Django==4.2.1\ngunicorn==21.*\npsycopg' })).not.toContain(
      'setuptools<81',
    )
  })

  it('is a server, and the driver that its Django knows', () => {
    expect(added({ 'requirements.txt': 'Django==4.2.1' })).toEqual(['gunicorn>=21', 'psycopg[binary]>=3.1.8'])
    expect(added({ 'requirements.txt': 'Django==3.0' })).toEqual(['gunicorn>=21', 'psycopg2-binary<2.9'])
    expect(added({ 'requirements.txt': 'Django==4.2.1\nPyMySQL==1' }, { engine: 'mysql' })).toEqual([
      'gunicorn>=21',
    ])
    expect(added({ 'requirements.txt': 'Django==4.2.1' }, { engine: 'sqlite', interface: 'asgi' })).toEqual([
      'gunicorn>=21',
      'uvicorn[standard]',
      'uvicorn-worker',
    ])
  })

  it('is what the code imports and nothing names, unless it can do without', () => {
    const files = {
      'requirements.txt': 'Django==4.2.1\ngunicorn==22\npsycopg==3.2\ncelery[redis]==5.3',
      'shop/models.py':
        'import stripe\nimport redis\nfrom PIL import Image\ntry:\n    import ujson\nexcept ImportError:\n    pass\n',
      'shop/tests.py': 'import factory\n',
    }
    expect(added(files)).toEqual(['stripe', 'pillow'])
    expect(read(files).dependencies.pinned).toBe(false)
  })

  it('brings the middleware that settings name, unless it is commented out', () => {
    const settings = `MIDDLEWARE = [\n  'whitenoise.middleware.WhiteNoiseMiddleware',\n  # 'corsheaders.middleware.CorsMiddleware',\n]\n`
    const files = { 'requirements.txt': 'Django==4.2.1\ngunicorn==22\npsycopg==3.2' }
    expect(added({ ...files, 'shop/settings.py': settings })).toEqual(['whitenoise'])
  })

  it('brings the formatter that settings name, and what else brings as a rule and does not here', () => {
    const files = {
      'requirements.txt': 'Django==4.2.1\ngunicorn==22\npsycopg==3.2',
      'shop/settings.py': `LOGGING = {'formatters': {'fine': {\n    '()': 'colorlog.ColoredFormatter',\n}}}\n`,
      'shop/models.py': 'from billiard.process import current_process\n',
    }
    expect(added(files)).toEqual(['colorlog', 'billiard'])
  })

  it('brings the library that a named backend imports, beside the package of the backend', () => {
    const settings = `HAYSTACK_CONNECTIONS = {'default': {'ENGINE': 'haystack.backends.whoosh_backend.WhooshEngine'}}\n`
    const files = {
      'requirements.txt': 'Django==4.2.1\ngunicorn==22\npsycopg==3.2\ndjango-haystack==3.2',
      'shop/settings.py': settings,
    }
    expect(added(files)).toEqual(['whoosh'])
  })

  it('is Pillow for the images of models, which nothing imports', () => {
    const files = {
      'requirements.txt': 'Django==4.2.1\ngunicorn==22\npsycopg==3.2',
      'shop/models.py':
        'from django.db import models\nclass Disc(models.Model):\n    cover = models.ImageField()\n',
    }
    expect(added(files)).toEqual(['pillow'])
    expect(added({ ...files, 'requirements.txt': `${files['requirements.txt']}\npillow==10` })).toEqual([])
  })

  it('is what Celery imports on its way to Redis, where nothing else brings it', () => {
    const beside = (lines: string, redis = true) =>
      added(
        { 'requirements.txt': `Django==5.2\ngunicorn==27.0.1\npsycopg==3.2\nredis==6.4.0\n${lines}` },
        { redis },
      )
    expect(beside('celery==5.4.0')).toEqual(['packaging'])
    expect(beside('celery==5.7.0\nkombu==5.7.0')).toEqual(['packaging'])
    expect(beside('celery==5.4.0\nkombu==5.4.2')).toEqual([])
    expect(beside('celery[redis]==5.4.0')).toEqual([])
    expect(beside('celery==5.4.0\npackaging==24.1')).toEqual([])
    expect(beside('celery==5.4.0', false)).toEqual([])
    expect(beside('django-bootstrap4-form==25.1', false)).toEqual(['packaging'])
    expect(beside('django-tasks==0.7')).toEqual([])
    expect(
      added(
        { 'requirements.txt': 'Django==5.2\ngunicorn==23.0.0\npsycopg==3.2\nredis\ncelery' },
        { redis: true },
      ),
    ).toEqual([])
  })

  it('is what a field for telephone numbers imports, unless one of two packages is there', () => {
    const beside = (lines: string) =>
      added({ 'requirements.txt': `Django==5.2\ngunicorn==27.0.1\npsycopg==3.2\n${lines}` })
    expect(beside('django-phonenumber-field==8.0')).toEqual(['phonenumbers'])
    expect(beside('django-phonenumber-field')).toEqual(['phonenumbers'])
    expect(beside('django-phonenumber-field[phonenumberslite]==8.0')).toEqual([])
    expect(beside('django-phonenumber-field==8.0\nphonenumberslite==8.13')).toEqual([])
    expect(beside('django-phonenumber-field==1.3')).toEqual([])
    const files = { 'shop/models.py': 'from phonenumber_field.modelfields import PhoneNumberField\n' }
    expect(added(files)).toContain('phonenumbers')
  })

  it('is an importlib-metadata that the last Celery for Python 3.7 understands', () => {
    const beside = (python: string, more = '') =>
      added(
        {
          'requirements.txt': `Django==2.2.28\ngunicorn==21.2\npsycopg2-binary==2.8.6\ncelery==4.4.7\n${more}`,
          '.python-version': python,
        },
        { serverPythons: ['3.11', '3.8', '3.7'] },
      ).filter((name) => name.startsWith('importlib'))
    expect(beside('3.7')).toEqual(['importlib-metadata<5'])
    expect(beside('3.7', 'importlib-metadata==4.13')).toEqual([])
    expect(beside('3.8')).toEqual([])
  })

  it('is what applications of django-allauth import, and it names for an extra alone', () => {
    const place = { file: 'shop/settings.py', line: 3 }
    const beside = (lines: string, ...apps: readonly string[]) =>
      added(
        { 'requirements.txt': `Django==5.2\ngunicorn==27.0.1\npsycopg==3.2\n${lines}` },
        { installedApps: apps.map((name) => ({ name, place })) },
      )
    const google = 'allauth.socialaccount.providers.google'
    expect(beside('django-allauth==65.7.0\nrequests==2.32\nPyJWT==2.9', google)).toEqual(['cryptography'])
    expect(beside('django-allauth==65.7.0', 'allauth.mfa')).toEqual(['fido2', 'qrcode'])
    expect(beside('django-allauth[socialaccount]==65.7.0', google)).toEqual([])
    expect(beside('django-allauth==0.61.1', google)).toEqual([])
    expect(beside('django-allauth==65.7.0', 'allauth.socialaccount')).toEqual([])
  })

  it('is the setuptools that an old package imports', () => {
    expect(added({ 'requirements.txt': 'Django==3.2\ngunicorn==20.0.4\npsycopg2-binary==2.9.1' })).toEqual([
      'setuptools<81',
    ])
    const sorl = (version: string) =>
      added({ 'requirements.txt': `Django==4.1\nsorl-thumbnail==${version}\ngunicorn==23.0.0\npsycopg==3.2` })
    expect(sorl('12.9.0')).toEqual(['setuptools<81'])
    expect(sorl('12.10.0')).toEqual([])
    const free = (django: string) =>
      added({ 'requirements.txt': `Django==${django}\nsorl-thumbnail\ngunicorn==23.0.0\npsycopg==3.2` })
    expect(free('4.1.13')).toEqual(['sorl-thumbnail<12.11'])
    expect(free('4.2.1')).toEqual([])
    const simplejwt = (django: string) =>
      added({
        'requirements.txt': `Django==${django}\ngunicorn==23.0.0\npsycopg2-binary==2.9.1\ndjangorestframework-simplejwt\n`,
      })
    expect(simplejwt('3.1.14')).toContain('setuptools<81')
    expect(simplejwt('3.2.25')).not.toContain('setuptools<81')
  })

  it('hold back Celery’s transport where the client of Redis is an older one', () => {
    const files = { 'manage.py': '', 'shop/settings.py': header('4.2') }
    const added = (list: string) =>
      read({ ...files, 'requirements.txt': `django==4.2\n${list}` }).dependencies.added.map(
        ({ name, specifier }) => name + specifier,
      )
    expect(added('celery==5.4.0\nredis==5.0.1')).toContain('kombu<5.7')
    expect(added('celery==5.4.0\nredis==6.4.0')).not.toContain('kombu<5.7')
    expect(added('celery==5.4.0\nkombu==5.5.4\nredis==5.0.1')).not.toContain('kombu<5.7')
    expect(added('redis==5.0.1')).not.toContain('kombu<5.7')
  })

  it('is the setuptools that an old package imports, also where the list has the one of another computer', () => {
    const { dependencies } = read({
      'requirements.txt': 'Django==5.2\ngunicorn==20.1.0\npsycopg==3.2\nsetuptools==82.0.1\n',
    })
    expect(dependencies.packages.map(({ name }) => name)).not.toContain('setuptools')
    expect(dependencies.leftOut?.map(({ name }) => name)).toEqual(['setuptools'])
    expect(dependencies.added.map(({ name, specifier }) => name + specifier)).toContain('setuptools<81')
    const fine = read({ 'requirements.txt': 'Django==5.2\ngunicorn==23.0\nsetuptools==82.0.1\n' })
    expect(fine.dependencies.packages.map(({ name }) => name)).toContain('setuptools')
  })

  it('is the Channels that gives plain requests to Django, where only websockets have a route', () => {
    const channels = (router: string, list = 'channels') =>
      added({
        'requirements.txt': `Django==4.2\n${list}\ngunicorn==23.0.0\npsycopg==3.2`,
        'shop/asgi.py': `from channels.routing import ProtocolTypeRouter\napplication = ProtocolTypeRouter({${router}})\n`,
      })
    expect(channels("'websocket': x")).toContain('channels<4')
    expect(channels("'http': y, 'websocket': x")).not.toContain('channels<4')
    expect(channels("'websocket': x", 'channels==4.0.0')).not.toContain('channels<4')
  })
})

it('adds what the addresses of the site include outright, and nothing that a condition guards', () => {
  const list = 'django==4.2\npsycopg2-binary==2.9.9\n'
  const addedFor = (urls: string) =>
    added({ 'requirements.txt': list, 'shop/settings.py': header('4.2'), 'shop/urls.py': urls }).filter(
      (name) => /toolbar|strange/.test(name),
    )
  const plain = "urlpatterns = [\n    path('', a),\n    path('d/', include('debug_toolbar.urls')),\n"
  expect(addedFor(`${plain}]\n`)).toEqual(['django-debug-toolbar'])
  expect(addedFor("if DEBUG:\n    urlpatterns += [path('d/', include('debug_toolbar.urls'))]\n")).toEqual([])
  expect(addedFor("urlpatterns = [\n    # path('d/', include('debug_toolbar.urls')),\n]\n")).toEqual([])
  expect(addedFor("urlpatterns = [path('d/', include('strangers.urls'))]\n")).toEqual([])
})

it('holds back the psycopg2 that django-heroku brings beside an old Django', () => {
  const specifiers = (django: string) =>
    read({ 'requirements.txt': `django==${django}\ndjango-heroku==0.3.1\n` }, { engine: 'postgresql' })
      .dependencies.added.filter(({ name }) => name === 'psycopg2')
      .map(({ specifier }) => specifier)
  expect(specifiers('2.1.10')).toEqual(['<2.9'])
  expect(specifiers('4.2')).toEqual([])
})

describe('what a table would add', () => {
  const names = (files: Record<string, string>, changes: Partial<DependencyInput> = {}) =>
    read(files, changes).dependencies.system.map(({ name }) => name)

  it('is not missing where another package brings it', () => {
    const views = 'from rest_framework_jwt.views import a\nimport pgtrigger\n'
    const list = 'django==4.2\ndjangorestframework==3.15\ndrf-jwt==1.19\ndjango-pghistory==3.4\ngunicorn\n'
    const files = { 'requirements.txt': list, 'shop/settings.py': header('4.2'), 'shop/views.py': views }
    expect(added(files).filter((name) => /jwt|trigger/.test(name))).toEqual([])
  })

  it('holds the library that a map in SQLite loads', () => {
    const files = { 'requirements.txt': 'django==4.2\n' }
    expect(names(files, { gis: true, engine: 'sqlite' })).toContain('libsqlite3-mod-spatialite')
    expect(names(files, { gis: true })).not.toContain('libsqlite3-mod-spatialite')
  })

  it('holds a compiler for a Twisted of before it had wheels, and for no later one', () => {
    const list = (version: string) => names({ 'requirements.txt': `django==3.1.4\nTwisted==${version}\n` })
    expect(list('20.3.0')).toContain('gcc')
    expect(list('21.2.0')).not.toContain('gcc')
  })
})

it('adds what the settings import and a group of the lock brings that is for development', () => {
  const locked = (name: string, version: string, groups: string) =>
    `[[package]]\nname = "${name}"\nversion = "${version}"\ngroups = [${groups}]\noptional = false\n`
  const files = (code: string) => ({
    'pyproject.toml':
      '[tool.poetry.dependencies]\npython = "^3.10"\ndjango = "5.2.1"\ngunicorn = "27.0.1"\npsycopg = "3.2"\n[tool.poetry.group.mypy.dependencies]\nboto3-stubs = { extras = ["sesv2"], version = "1.34" }\n',
    'poetry.lock': [
      locked('django', '5.2.1', '"main"'),
      locked('gunicorn', '27.0.1', '"main"'),
      locked('psycopg', '3.2', '"main"'),
      locked('boto3-stubs', '1.34.76', '"mypy"'),
      locked('mypy-boto3-sesv2', '1.34.0', '"mypy"'),
    ].join('\n'),
    'shop/__init__.py': '',
    'shop/settings.py': code,
  })
  expect(added(files('from mypy_boto3_sesv2.client import Client\n'))).toContain('mypy-boto3-sesv2==1.34.0')
  expect(added(files('from mypy_boto3_ses.client import Client\n')).join(' ')).not.toContain('mypy')
})

it('adds an application that no table knows, by the name that another list has for it', () => {
  const installedApps = [{ name: 'tz_detect', place: { file: 'shop/settings.py', line: 2 } }]
  const files = (group: string) => ({
    'requirements.txt': 'Django==4.2.1\ngunicorn==27.0.1\npsycopg==3.2\n',
    'pyproject.toml': `[dependency-groups]\nlint = [${group}]\n`,
  })
  expect(added(files('"django-tz-detect==0.5.0"'), { installedApps })).toEqual(['django-tz-detect==0.5.0'])
  expect(added(files('"tz-detect==1"'), { installedApps })).toEqual(['tz-detect==1'])
  expect(added(files('"mypy"'), { installedApps })).toEqual([])
})

describe('an application that the settings look for first', () => {
  it('is not added', () => {
    const application = { name: 'django_extensions', place: { file: 'shop/settings.py' } }
    const addedBy = (settings: string) =>
      added(
        { 'requirements.txt': 'django==4.2\n', 'shop/settings.py': settings },
        { installedApps: [application] },
      )
    expect(addedBy('')).toContain('django-extensions')
    const asked = `HAS = importlib.util.find_spec("django_extensions") is not None\n`
    expect(addedBy(asked)).not.toContain('django-extensions')
  })
})
