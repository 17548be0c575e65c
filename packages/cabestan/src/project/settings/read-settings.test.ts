import { describe, expect, it } from 'vitest'
import { memoryTree } from '../tree/memory-tree.ts'
import { readWhere } from '../where/read-where.ts'
import { readSettings } from './read-settings.ts'

const manage = (module: string) => `from django.core.management import execute_from_command_line
os.environ.setdefault('DJANGO_SETTINGS_MODULE', '${module}')
`
const base = `import os
SECRET_KEY = 'unsafe-key-of-git'
INSTALLED_APPS = ['shop']
ROOT_URLCONF = 'shop.urls'
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3'}}
`

function read(files: Record<string, string>, module?: string) {
  const tree = memoryTree(files)
  return readSettings({ tree, where: readWhere(tree, ''), module })
}

const one = (settings: string) =>
  read({ 'manage.py': manage('shop.settings'), 'shop/settings.py': base + settings })
const switches = (settings: string) =>
  Object.fromEntries(one(settings).switches.map(({ key, value }) => [key, value]))

describe('the module', () => {
  const several = (files: Record<string, string>, entry = 'shop.settings.dev') =>
    read({ 'manage.py': manage(entry), 'shop/settings/base.py': base, ...files })

  it('is production beside a default for development', () => {
    const files = {
      'shop/settings/dev.py': 'from .base import *\nDEBUG = True',
      'shop/settings/production.py': 'from .base import *',
    }
    const { module, form, candidates } = several(files)
    expect(module.value).toBe('shop.settings.production')
    expect(form).toBe('package')
    expect(candidates).toContain('shop.settings.dev')
  })

  it('is production where that is a package of its own', () => {
    const files = {
      'shop/settings/__init__.py': '',
      'shop/settings/development/__init__.py': 'from ..base import *\nDEBUG = True',
      'shop/settings/production/__init__.py': 'from shop.settings.base import *\nDEBUG = False',
    }
    expect(several(files, 'shop.settings').module.value).toBe('shop.settings.production')
  })

  it('is that of a platform, not that of a virtual machine on the laptop', () => {
    const files = {
      'shop/wsgi.py': `${manage('shop.settings.vagrant')}application = get_wsgi_application()`,
      'shop/settings/vagrant.py': 'from .base import *\nDEBUG = True',
      'box/install.sh': 'export DJANGO_SETTINGS_MODULE=shop.settings.vagrant',
      'shop/settings/heroku.py':
        'import dj_database_url\nfrom .base import *\nDATABASES = {"default": dj_database_url.config()}',
    }
    expect(several(files, 'shop.settings.vagrant').module.value).toBe('shop.settings.heroku')
  })

  it('is another one where that of production is an empty file, and says so', () => {
    const wsgi = (module: string) => ({
      'shop/wsgi.py': `${manage(module)}application = get_wsgi_application()`,
    })
    const files = {
      ...wsgi('shop.settings.production'),
      'shop/settings/dev.py': 'from .base import *\nDEBUG = True',
      'shop/settings/production.py': '# to be written\n',
    }
    const { module, empty } = several(files)
    expect(module.value).toBe('shop.settings.base')
    expect(empty).toEqual({ module: 'shop.settings.production', places: [{ file: 'shop/wsgi.py', line: 2 }] })
    // This is left of the project's template. The package exists, and its modules are meant.
    const left = {
      ...wsgi('shop.settings'),
      'shop/settings/__init__.py': '',
      'shop/settings/production.py': base,
    }
    expect(several(left).empty).toBeNull()
  })

  it('is not a base that names no database, where the default one does', () => {
    const files = {
      'shop/settings/base.py': base.replace(/^DATABASES.*$/m, ''),
      'shop/settings/mysql.py':
        "DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'NAME': 'shop'}}",
      'shop/settings/dev.py': 'from .base import *\nfrom .mysql import *\nDEBUG = True',
    }
    expect(several(files).module.value).toBe('shop.settings.dev')
    // wsgi.py still names the template's package, which does not exist.
    const stale = {
      ...files,
      'shop/wsgi.py': `${manage('new.settings')}application = get_wsgi_application()`,
    }
    expect(several(stale)).toMatchObject({ module: { value: 'shop.settings.dev' }, missing: null })
    const lost = {
      ...stale,
      'shop/wsgi.py': stale['shop/wsgi.py'].replace('new.settings', 'shop.settings.live'),
    }
    expect(several(lost).missing).toMatchObject({ module: 'shop.settings.live' })
  })

  it('is not what a script still calls by the package’s former name, beside what manage.py names', () => {
    const files = {
      'shop/settings/live.py': "from .base import *\nraise RuntimeError('no key')",
      'scripts/health.sh': 'export DJANGO_SETTINGS_MODULE=former.settings.production\npython manage.py check',
    }
    expect(several(files, 'shop.settings.live')).toMatchObject({
      module: { value: 'shop.settings.live' },
      missing: null,
    })
  })

  it('is not what an entry point of a former site names, beside that of manage.py', () => {
    const wsgi = (module: string) => `${manage(module)}application = get_wsgi_application()`
    const files = {
      'shop/wsgi.py': wsgi('shop.settings.local'),
      'shop/settings/local.py': 'from .base import *\nDEBUG = True',
      'former/wsgi.py': wsgi('former.settings'),
      'former/asgi.py': wsgi('former.settings'),
      'former/settings.py': `${base}DEBUG = False`,
    }
    expect(several(files, 'shop.settings.local').module.value).toBe('shop.settings.base')
    // If manage.py names a module that no entry point names, any of them may be meant.
    const { 'shop/wsgi.py': _, ...others } = files
    expect(several(others, 'shop.settings.local').module.value).toBe('former.settings')
  })

  it('is what the deployment names', () => {
    const files = {
      'shop/settings/dev.py': 'from .base import *\nDEBUG = True',
      'shop/settings/cabotage.py': 'from .base import *\nDEBUG = False',
      Procfile: 'web: DJANGO_SETTINGS_MODULE=shop.settings.cabotage gunicorn shop.wsgi',
    }
    expect(several(files).module.value).toBe('shop.settings.cabotage')
  })

  it('is not what a place of tests names', () => {
    const files = {
      'shop/settings/check_server.py': 'from .base import *\nDEBUG = False',
      'shop/settings/production.py': 'from .base import *\nDEBUG = False',
      'docker-compose-circleci-server-up.yml':
        'services:\n  web:\n    environment:\n      DJANGO_SETTINGS_MODULE: shop.settings.check_server\n',
    }
    expect(several(files).module.value).toBe('shop.settings.production')
  })

  it('is a class where django-configurations are used', () => {
    const settings = `from configurations import Configuration\nclass Base(Configuration):\n    INSTALLED_APPS = []\n    ROOT_URLCONF = 'x'\nclass Dev(Base):\n    DEBUG = True\nclass Production(Base):\n    DEBUG = False`
    const found = read({ 'manage.py': manage('shop.settings'), 'shop/settings.py': settings })
    expect(found).toMatchObject({ form: 'class', className: 'Production' })
    expect(found.switches).toMatchObject([{ key: 'DJANGO_CONFIGURATION', value: 'Production' }])
  })

  it('is the owner’s word', () => {
    const files = { 'manage.py': manage('shop.settings'), 'shop/settings.py': base, 'shop/other.py': base }
    expect(read(files, 'shop.other').module).toMatchObject({ value: 'shop.other', certainty: 'stated' })
  })

  it('may be missing, with its template or without', () => {
    const files = { 'manage.py': manage('shop.settings'), 'shop/__init__.py': '' }
    expect(read(files).missing).toEqual({
      module: 'shop.settings',
      template: null,
      places: [{ file: 'manage.py', line: 2 }],
    })
    expect(read({ ...files, 'shop/settings.py.dist': base }).missing?.template).toBe('shop/settings.py.dist')
    expect(read({ ...files, 'shop/settings.py.j2': base }).missing?.template).toBe('shop/settings.py.j2')
    expect(one('from .local_settings import *').missing).toMatchObject({
      module: 'shop.local_settings',
      places: [{ file: 'shop/settings.py' }],
    })
  })
})

it('a name whose end only the shell knows is no module that is missing', () => {
  const named = (name: string) =>
    read({
      'manage.py': manage('shop.settings'),
      'shop/__init__.py': '',
      'shop/settings.py': 'from hosting.settings import *\n',
      'run.sh': `export DJANGO_SETTINGS_MODULE="${name}"`,
    }).missing?.module
  expect(named('shop.$SETTINGS')).toBeUndefined()
  expect(named('shop.settings_$WHERE')).toBeUndefined()
  expect(named('shop.settings_docker')).toBe('shop.settings_docker')
})

it('Django is not missing where the folder of the project is called so', () => {
  const files = {
    'django/manage.py': manage('shop.settings'),
    'django/shop/__init__.py': '',
    'django/shop/settings.py': `from django.utils.translation import gettext_lazy\nfrom django import forms\n${base}`,
    'conftest.py': '',
    'pytest.ini': '[pytest]\npythonpath = . django\n',
  }
  expect(read(files).missing).toBeNull()
})

describe('settings without a list of their own', () => {
  const hosted = `import hosting.settings\nhosting.settings.load(locals())\nINSTALLED_APPS.extend(['shop'])\n`

  it('are not left for those of the tests', () => {
    const files = { 'manage.py': '', 'wsgi.py': '', 'settings.py': hosted, 'test_settings.py': base }
    expect(read(files).module.value).toBe('settings')
    expect(read(files).effects).toEqual([])
  })

  it('miss no name that a package takes from modules of its own', () => {
    const taken = `import_settings_modules(\n    "hosting.settings.base",\n)\nHOSTS = [SITE_BASE_URL]\n`
    expect(one(`${taken}`).effects).toEqual([])
    expect(one(`HOSTS = [SITE_BASE_URL]\n`).effects).toMatchObject([{ what: 'NameError' }])
  })

  it('do without a file that is in no commit where they bring what it would', () => {
    const tried = (body: string) =>
      `try:\n    from local_settings import Local\nexcept ImportError:\n    ${body}\n`
    const settings = base.replace(/^DATABASES.*$/m, '')
    const missing = (body: string) =>
      read({
        'manage.py': manage('shop.settings'),
        'shop/settings.py': `${settings}${tried(body)}`,
        'local_settings_example.py': '',
      }).missing?.template
    expect(missing('pass')).toBe('local_settings_example.py')
    expect(missing('class Local: ...')).toBeUndefined()
    expect(missing('Local = None')).toBeUndefined()
  })

  it('miss the file that fills in a database without an engine', () => {
    const settings = (engine: string) =>
      `${base.replace('django.db.backends.sqlite3', engine)}try:\n    from local_settings import *\nexcept ImportError:\n    pass\n`
    const missing = (engine: string) =>
      read({
        'manage.py': manage('settings'),
        'settings.py': settings(engine),
        'local_settings.py.example': '',
      }).missing?.template
    expect(missing('django.db.backends.')).toBe('local_settings.py.example')
    expect(missing('')).toBe('local_settings.py.example')
    expect(missing('django.db.backends.mysql')).toBeUndefined()
  })

  it('miss no module of a package, though a template is called alike', () => {
    const settings = `${base.replace('django.db.backends.sqlite3', 'django.db.backends.')}f = os.path.join('shop', "local_settings.py")
if os.path.exists(f):
    exec(open(f).read())
try:
    from mezzanine.utils.conf import set_dynamic_settings
except ImportError:
    pass
`
    const { missing } = read({
      'manage.py': manage('shop.settings'),
      'shop/settings.py': settings,
      'deploy/gunicorn.conf.py.template': '',
      'deploy/local_settings.py.template': '',
    })
    expect(missing).toMatchObject({
      module: 'shop.local_settings',
      template: 'deploy/local_settings.py.template',
    })
  })

  it('may run a file that is in no commit, whose template is', () => {
    const looked = `import os\nf = os.path.join(BASE_DIR, 'shop', 'local_settings.py')\nif os.path.exists(f):\n    exec(open(f).read())\n`
    const settings = base.replace(/^DATABASES.*$/m, '')
    const files = { 'manage.py': manage('shop.settings'), 'shop/settings.py': `${settings}${looked}` }
    expect(read(files).missing).toBeNull()
    expect(read({ ...files, 'shop/local_settings.py.sample': '' }).missing).toMatchObject({
      module: 'shop.local_settings',
      template: 'shop/local_settings.py.sample',
      places: [{ file: 'shop/settings.py' }],
    })
  })
})

describe('switches', () => {
  it.each([
    [`DEBUG = os.environ.get('DEBUG', 'True') == 'True'`, { DEBUG: 'False' }],
    [`DEBUG = bool(os.environ.get('DEBUG', True))`, { DEBUG: '' }],
    [`DEBUG = int(os.environ.get('DEBUG', 1))`, { DEBUG: '0' }],
    [`DEBUG = os.environ.get('ENV') != 'PRODUCTION'`, { ENV: 'PRODUCTION' }],
    [`DEBUG = not os.environ.get('IS_PROD')`, { IS_PROD: 'True' }],
    [`DEBUG = 'DYNO' not in os.environ`, { DYNO: '1' }],
    [`DEBUG = True\nPAGE_MODE = os.environ.get('PAGE_MODE', 'wide')`, {}],
    [`DEBUG = True\nif os.environ.get('SECRET_KEY_PROD'):\n  DEBUG = False`, {}],
    ['DEBUG = False', {}],
    [
      `DEBUG = False\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': os.environ['DATABASE_NAME_PROD']}}`,
      {},
    ],
  ])('%s', (settings, expected) => {
    expect(switches(settings)).toEqual(expected)
  })
})

describe('what production sees', () => {
  it('is which settings it was started with', () => {
    const { values } = one(
      `name = os.environ['DJANGO_SETTINGS_MODULE']\nif name == 'shop.settings':\n    MEDIA = 's3'\nelse:\n    MEDIA = 'files'\n`,
    )
    expect(values.get('MEDIA')).toMatchObject({ type: 'text', text: 's3' })
  })

  it('is the database that a platform would name, and no mark in the place of its name', () => {
    const settings =
      "if 'RDS_DB_NAME' in os.environ:\n  DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': os.environ['RDS_DB_NAME'], 'HOST': os.environ['RDS_HOSTNAME']}}\n"
    const { values } = one(settings)
    expect(switches(settings)).toEqual({})
    expect(JSON.stringify(values.get('DATABASES'))).toContain('django.db.backends.postgresql')
  })

  it('is what comes out with DEBUG off; the rest is put right', () => {
    const { values, underDebug } = one(
      `DEBUG = True\nMAIL = 'console' if DEBUG else 'smtp'\nif DEBUG:\n    TOOLS = 1`,
    )
    expect(values.get('MAIL')).toMatchObject({ text: 'smtp' })
    expect([...underDebug.keys()].sort()).toEqual(['DEBUG', 'MAIL', 'TOOLS'])
  })

  it('has a database where django-environ is asked whether there is an address', () => {
    const databases = `DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': env('DB')}}`
    const settings = `import environ\nenv = environ.Env()\nSECRET_KEY = 'unsafe-key-of-git'\nINSTALLED_APPS = ['shop']\nROOT_URLCONF = 'shop.urls'\nDEBUG = False\nif 'DATABASE_URL' in env:\n    ${databases}`
    const { values } = read({ 'manage.py': manage('shop.settings'), 'shop/settings.py': settings })
    expect(JSON.stringify(values.get('DATABASES'))).toContain('postgresql')
  })

  it('has a database where the settings ask for one', () => {
    const { values } = one(
      `import dj_database_url\nDEBUG = False\nif 'DATABASE_URL' in os.environ:\n    DATABASES['default'] = dj_database_url.config()`,
    )
    expect(JSON.stringify(values.get('DATABASES'))).toContain('postgresql')
  })
})

it('finds the ways round an overlay', () => {
  const { bypasses } = read({
    'manage.py': manage('shop.settings'),
    'shop/settings.py': base,
    'shop/wsgi.py': `os.environ['DJANGO_SETTINGS_MODULE'] = 'shop.settings'`,
    'shop/views.py': 'from django.conf import settings',
    'shop/models.py': 'from . import settings',
    'shop/forms.py': 'from shop.settings import SECRET_KEY',
  })
  expect(bypasses.map(({ type, place }) => `${type} ${place.file}`).sort()).toEqual([
    'imported-directly shop/forms.py',
    'imported-directly shop/models.py',
    'outright-wsgi shop/wsgi.py',
  ])
})

it('says where the applications for the web are', () => {
  const files = {
    'manage.py': manage('shop.settings'),
    'shop/wsgi.py': 'application = get_wsgi_application()',
  }
  expect(read({ ...files, 'shop/settings.py': base }).wsgi.value).toBe('shop.wsgi')
  const gone = { ...files, 'shop/settings.py': `${base}\nWSGI_APPLICATION = 'old.wsgi.application'` }
  expect(read(gone)).toMatchObject({ wsgi: { value: 'shop.wsgi' }, asgi: { value: null } })
  // Only runserver reads this setting; production runs the module that its command names.
  const two = {
    ...files,
    'shop/settings.py': `${base}\nASGI_APPLICATION = 'shop.routing.application'`,
    'shop/routing.py': '',
    'shop/asgi.py': '',
  }
  expect(read(two).asgi.value).toBe('shop.routing')
  expect(read({ ...two, Procfile: 'web: daphne shop.asgi:application --port $PORT' }).asgi.value).toBe(
    'shop.asgi',
  )
})

it('one file that has two names is one module', () => {
  const files = {
    'manage.py': `sys.path.insert(0, 'src')\n${manage('config.settings')}`,
    'src/config/__init__.py': '',
    'src/config/settings/__init__.py': 'from .production import *\n',
    'src/config/settings/base.py': base,
    'src/config/settings/production.py': 'from .base import *\nDEBUG = False\n',
    'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = src.config.settings\n',
  }
  const { module, candidates } = read(files)
  expect([module.value, ...candidates].filter((name) => name?.startsWith('src.'))).toEqual([])
})

it('takes that of production among several wsgi files', () => {
  const made = 'application = get_wsgi_application()\n'
  const files = { 'manage.py': manage('shop.settings'), 'shop/settings.py': base }
  const wsgi = (...paths: string[]) =>
    read({ ...files, ...Object.fromEntries(paths.map((path) => [path, made])) }).wsgi.value
  expect(wsgi('shop/wsgi/dev.py', 'shop/wsgi/production.py')).toBe('shop.wsgi.production')
  expect(wsgi('shop/http/wsgi.py', 'shop/http/wsgi_dev.py')).toBe('shop.http.wsgi')
})

it.each([
  ['app = get_wsgi_application()', 'shop.wsgi:app'],
  ['app = application = get_wsgi_application()', 'shop.wsgi'],
  ['app = get_wsgi_application()\napplication = WhiteNoise(app)', 'shop.wsgi'],
  ['from shop.server import *', 'shop.wsgi'],
])('takes the application of wsgi.py by the name that it has there: %s', (made, expected) => {
  const tree = memoryTree({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': "WSGI_APPLICATION = 'shop.wsgi.application'\n",
    'shop/wsgi.py': `"""The variable is named application."""\n${made}\n`,
  })
  expect(readSettings({ tree, where: readWhere(tree, '') }).wsgi.value).toBe(expected)
})
