import { describe, expect, it } from 'vitest'
import { issuesIn } from './check-issues.ts'
import { asksForTables, djangoFailure } from './django-failure.ts'

function meaning(stderr: string) {
  const result = { code: 1, stdout: '', stderr }
  const { failure } = djangoFailure({ code: 'build.static', argv: ['manage.py'], result })
  return { code: failure.code, ...failure.values }
}

const source = '/srv/shop/releases/17-1a2b3c4/source'

describe('why a command of Django failed', () => {
  it('is the settings, where they do not import', () => {
    const output = `Traceback (most recent call last):
  File "/srv/shop/venvs/x/lib/python3.11/site-packages/django/conf/__init__.py", line 217, in __init__
    mod = importlib.import_module(self.SETTINGS_MODULE)
  File "/srv/shop/releases/17-1a2b3c4/overlay/cabestan_shop/settings.py", line 4, in <module>
    from shop.settings import *
  File "${source}/shop/settings.py", line 25, in <module>
    STRIPE_KEY = os.environ['STRIPE_KEY']
  File "<frozen os>", line 679, in __getitem__
KeyError: 'STRIPE_KEY'
`
    expect(meaning(output)).toEqual({
      code: 'build.settings',
      error: "KeyError: 'STRIPE_KEY'",
      place: 'shop/settings.py:25',
      wants: 'key',
      key: 'STRIPE_KEY',
    })
    // The key is missing in a dictionary of the project itself, and not in os.environ.
    const own = output.replace(/.*frozen os.*\n/, '')
    expect(meaning(own)).not.toHaveProperty('key')
  })

  it('is the command itself otherwise', () => {
    expect(meaning('CommandError: An error occurred during rendering /srv/x.html: no such tag\n')).toEqual({
      code: 'build.static',
      error: 'CommandError: An error occurred during rendering /srv/x.html: no such tag',
      place: '',
    })
  })

  it('is a file that a style sheet names, where the storage insists on it', () => {
    const output = `Post-processing 'css/site.css' failed!

Traceback (most recent call last):
  File "/x/django/contrib/staticfiles/storage.py", line 181, in hashed_name
    raise ValueError(
whitenoise.storage.MissingFileError: The file 'fonts/icons.eot' could not be found with <whitenoise.storage.CompressedManifestStaticFilesStorage object at 0x7f>.
`
    expect(meaning(output)).toMatchObject({ code: 'build.static', wants: 'file' })
  })

  it('is told without the modules of an exception', () => {
    const output = `Traceback (most recent call last):
  File "/x/django/apps/registry.py", line 91, in populate
django.core.exceptions.ImproperlyConfigured: Set the API_KEY environment variable
`
    expect(meaning(output)).toMatchObject({
      code: 'build.settings',
      error: 'ImproperlyConfigured: Set the API_KEY environment variable',
    })
  })

  it.each([
    'socket.gaierror: [Errno -2] Name or service not known',
    'urllib3.exceptions.NameResolutionError: Failed to resolve api.example',
    'redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused.',
    'django.db.utils.OperationalError: could not translate host name "db" to address',
  ])('is the network, where the code wants it at import: %s', (line) => {
    const output = `Traceback (most recent call last):
  File "/x/django/apps/registry.py", line 91, in populate
  File "${source}/shop/apps.py", line 7, in <module>
${line}
`
    expect(meaning(output)).toMatchObject({
      code: 'build.settings',
      place: 'shop/apps.py:7',
      wants: 'network',
    })
  })

  it.each([
    [
      'OpenAIError: The api_key option must be set by the OPENAI_API_KEY environment variable',
      'OPENAI_API_KEY',
    ],
    ['ImproperlyConfigured: Set the MAPS_KEY environment variable', 'MAPS_KEY'],
    ['UndefinedValueError: MAPS_KEY not found. Declare it as envvar or define a default value.', 'MAPS_KEY'],
    ['SecretNotFound: Secret not found: MAPS_API_KEY', 'MAPS_API_KEY'],
    ['ValueError: MAPS_KEY must be set', 'MAPS_KEY'],
    ['RuntimeError: Missing required configuration MAPS_KEY.', 'MAPS_KEY'],
  ])('is a key that the environment lacks: %s', (line, key) => {
    const output = `Traceback (most recent call last):\n  File "${source}/shop/views.py", line 3, in <module>\n${line}\n`
    expect(meaning(output)).toMatchObject({ wants: 'key', key })
  })

  it.each([
    "NameError: name 'MAPS_KEY' is not defined",
    "AttributeError: 'Settings' object has no attribute 'MAPS_KEY'",
    "ImportError: cannot import name 'MAPS_KEY' from 'shop.maps', which is not found",
    'ImproperlyConfigured: The STATIC_ROOT setting must be set',
  ])('is none of the environment: %s', (line) => {
    const output = `Traceback (most recent call last):\n  File "${source}/shop/views.py", line 3, in <module>\n${line}\n`
    expect(meaning(output)).not.toHaveProperty('key')
  })

  it('is the order of things, where the code asks a new database for its tables at import', () => {
    const frames = `  File "/x/django/apps/registry.py", line 91, in populate
  File "${source}/accounts/forms.py", line 13, in <module>
`
    const output = (between: string) =>
      `Traceback (most recent call last):\n${between}OperationalError: no such table: accounts_user\n`
    expect(meaning(output(frames))).toMatchObject({ place: 'accounts/forms.py:13', wants: 'tables' })
    expect(meaning(output(''))).not.toHaveProperty('wants')
  })

  it('is a module that no package of the list brings', () => {
    const output = `Traceback (most recent call last):
  File "/x/django/apps/registry.py", line 91, in populate
  File "<frozen importlib._bootstrap>", line 1324, in _find_and_load_unlocked
ModuleNotFoundError: No module named 'record_shelves'
`
    expect(meaning(output)).toMatchObject({
      code: 'build.settings',
      wants: 'module',
      module: 'record_shelves',
    })
  })

  it('is the server, where the disk is full or a library is missing', () => {
    expect(meaning("OSError: [Errno 28] No space left on device: '/srv/shop/x'")).toEqual({
      code: 'disk.full',
      path: '/srv/shop/x',
    })
    expect(meaning('ImportError: libGL.so.1: cannot open shared object file')).toMatchObject({
      code: 'venv.library-missing',
      file: 'libGL.so.1',
    })
  })

  it('may be tables that only migrations make', () => {
    expect(asksForTables('django.db.utils.OperationalError: no such table: auth_user')).toBe(true)
    expect(asksForTables('psycopg.errors.UndefinedTable: relation "shop_album" does not exist')).toBe(true)
    expect(asksForTables('OperationalError: connection refused')).toBe(false)
  })
})

describe('what the checks say', () => {
  it('is taken apart, with what goes on in further lines and without the hints', () => {
    const output = `System check identified some issues:

ERRORS:
shop.Album.first: (fields.E304) Reverse accessor clashes.
\tHINT: Add or change a related_name argument.

WARNINGS:
?: (security.W004) You have not set a value.
It goes on here.
shop.Album: no id at all

System check identified 3 issues (0 silenced).
`
    expect(issuesIn(output)).toEqual([
      { level: 'error', id: 'fields.E304', about: 'shop.Album.first', message: 'Reverse accessor clashes.' },
      {
        level: 'warning',
        id: 'security.W004',
        about: '?',
        message: 'You have not set a value. It goes on here.',
      },
      { level: 'warning', id: '', about: 'shop.Album', message: 'no id at all' },
    ])
  })
})
