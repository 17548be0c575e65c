import { describe, expect, it } from 'vitest'
import { readSettings } from '../settings/read-settings.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { readWhere } from '../where/read-where.ts'
import { derivedEnvironment } from './derived-environment.ts'
import type { ServerNames } from './derived-value.ts'
import { readEnvironmentKeys } from './read-environment-keys.ts'
import { isSecretName, roleOfName } from './role-of-name.ts'
import { serverNames } from './server-names.fixture.ts'

const server = serverNames()

function read(settings: string, code = '', urls = '', more: Record<string, string> = {}) {
  const tree = memoryTree({
    ...more,
    'manage.py': `from django.core.management import execute_from_command_line\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')`,
    'shop/settings.py': `import os\nINSTALLED_APPS = []\nROOT_URLCONF = 'shop.urls'\n${settings}`,
    'shop/urls.py': urls,
    'shop/views.py': `import os\ntoken = os.environ.get('MAP_TOKEN')\n${code}`,
  })
  const where = readWhere(tree, '')
  const found = readSettings({ tree, where })
  return { tree, where, settings: found, environment: readEnvironmentKeys({ tree, where, settings: found }) }
}

const derived = (settings: string, names: Partial<ServerNames> = {}) =>
  Object.fromEntries(
    derivedEnvironment(read(settings), { ...server, ...names }).map(({ key, value }) => [
      key,
      value.type === 'text' ? value.text : value,
    ]),
  )

describe('the address of a cache without Redis', () => {
  it.each([
    ['', { CACHE_URL: 'locmemcache://' }],
    [", default='locmem://'", {}],
    [", default='redis://localhost'", { CACHE_URL: 'locmemcache://' }],
  ])('env.cache("CACHE_URL"%s)', (otherwise, expected) => {
    const text = `import environ\nenv = environ.Env()\nCACHES = {'default': env.cache('CACHE_URL'${otherwise})}`
    expect(derived(text, { redis: false })).toEqual(expected)
  })
})

describe('a key named for Redis that is no address', () => {
  it('says whether there is one, or is a number', () => {
    const text = (name: string, cast: string) =>
      `from decouple import config\n${name} = config('${name}', cast=${cast}, default=False)`
    expect(derived(text('USE_REDIS', 'bool'))).toEqual({ USE_REDIS: 'True' })
    expect(derived(text('USE_REDIS', 'bool'), { redis: false })).toEqual({})
    expect(derived(text('REDIS_SSL', 'bool'))).toEqual({ REDIS_SSL: 'False' })
    expect(derived(text('MAX_REDIS', 'int'))).toEqual({})
    expect(derived(`on = os.environ.get('USE_REDIS', '0') == '1'`)).toEqual({ USE_REDIS: '1' })
    expect(derived(`on = os.environ['REDIS_ENABLED']`)).toEqual({ REDIS_ENABLED: 'True' })
  })
})

it('the address of the site is known once its domain is, under Django’s name for it too', () => {
  const wanted = (name: string) => derived(`URL = os.environ['${name}']`, { domains: ['shop.example'] })
  for (const name of ['WAGTAILADMIN_BASE_URL', 'DJANGO_WAGTAILADMIN_BASE_URL', 'DJANGO_SITE_URL'])
    expect(wanted(name)).toEqual({ [name]: 'https://shop.example' })
})

it('the connection to the database is an address, or pairs where the settings take those apart', () => {
  const database = (name: string, rest: string) =>
    derived(`import dj_database_url\nwords = os.environ['${name}']\n${rest}`)[name]
  const pairs = `pairs = {pair.split('=')[0]: pair.split('=')[1] for pair in words.split(' ')}
DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': pairs['dbname'], 'HOST': pairs['host']}}`
  expect(database('AZURE_POSTGRESQL_CONNECTIONSTRING', pairs)).toBe(
    'dbname=shop host=/run/postgresql port=5432 user=shop password=peer',
  )
  expect(database('DB_CONNECTION_STRING', `DATABASES = {'default': dj_database_url.parse(words)}`)).toBe(
    'postgres://shop@/shop?host=/run/postgresql',
  )
})

it('the way to the administration is that of Django where the routes take it from there, and nothing else is', () => {
  const admin = (route: string) => {
    const found = read(`ADMIN_URL = os.environ['DJANGO_ADMIN_URL']`, '', `urlpatterns = [${route}]`)
    return derivedEnvironment(found, server).map(({ value }) =>
      value.type === 'text' ? value.text : value.type,
    )
  }
  expect(admin('path(settings.ADMIN_URL, admin.site.urls)')).toEqual(['admin/'])
  expect(admin("path(f'{settings.ADMIN_URL}/', admin.site.urls)")).toEqual(['admin'])
  expect(admin('re_path(settings.ADMIN_URL, admin.site.urls)')).toEqual(['admin/'])
  expect(admin("path('admin/', admin.site.urls)")).toEqual(['owner'])
  expect(admin('path(settings.ADMIN_URL, include(wagtailadmin_urls))')).toEqual(['cms/'])
  expect(admin("path(settings.ADMIN_URL, include('wagtail.admin.urls'))")).toEqual(['cms/'])
  expect(admin('path(settings.ADMIN_URL, include(shop_urls))')).toEqual(['owner'])
})

it('no site but this one may ask from a browser where its owner has not said which, and nobody is asked for that', () => {
  const asked = (setting: string, name: string, otherwise = '') =>
    derived(`import environ\nenv = environ.Env()\n${setting} = env.list('${name}'${otherwise})`)[name]
  expect(asked('CORS_ALLOWED_ORIGINS', 'CORS_ORIGINS')).toBe('https://shop.example,https://www.shop.example')
  expect(asked('CORS_ORIGIN_WHITELIST', 'ORIGINS')).toBe('https://shop.example,https://www.shop.example')
  expect(asked('CORS_ALLOWED_ORIGINS', 'CORS_ORIGINS', ', default=[]')).toBeUndefined()
  expect(asked('CORS_ALLOWED_ORIGINS', 'FRONTEND')).toEqual({ type: 'owner' })
})

describe('a key that signs tokens', () => {
  it('is the one of the site, unless it is one of a pair', () => {
    const jwt = (algorithm: string) =>
      derived(`SIMPLE_JWT = {'ALGORITHM': '${algorithm}', 'SIGNING_KEY': os.environ['JWT_KEY']}`)['JWT_KEY']
    expect(jwt('HS512')).toMatchObject({ type: 'composed' })
    expect(jwt('RS256')).toMatchObject({ type: 'owner' })
  })

  it('is made from the one of the site where the settings refuse to have that twice', () => {
    const refuses = (rule: string) =>
      derived(`SECRET_KEY = os.environ['SECRET_KEY']
JWT_KEY = os.environ['JWT_KEY']
${rule}
NINJA_JWT = {'SIGNING_KEY': JWT_KEY}`)['JWT_KEY']
    expect(refuses('')).toMatchObject({ type: 'composed' })
    expect(refuses(`if JWT_KEY == SECRET_KEY:\n    raise ValueError('the same')`)).toEqual({
      type: 'composed',
      parts: ['jwt_key-', { key: 'SECRET_KEY' }],
    })
  })
})

it('the parts of the address of Redis are known without an underline, as Railway gives them', () => {
  const part = (name: string) => derived(`VALUE = os.environ['${name}']`)[name]
  expect(part('REDISHOST')).toBe('127.0.0.1')
  expect(part('REDISPORT')).toEqual({ type: 'composed', parts: [{ key: 'REDIS_PORT' }] })
  expect(part('REDISPASSWORD')).toEqual({ type: 'composed', parts: [{ key: 'REDIS_PASSWORD' }] })
})

it('the host and the port of a channel layer are no addresses', () => {
  const layer = (host: string, port: string) =>
    derived(
      `CHANNEL_LAYERS = {'default': {'BACKEND': 'channels_redis.core.RedisChannelLayer', 'CONFIG': {'hosts': [(os.environ['${host}'], os.environ['${port}'])]}}}`,
    )
  expect(layer('REDIS', 'LAYER_NUMBER')).toMatchObject({
    REDIS: '127.0.0.1',
    LAYER_NUMBER: { type: 'composed', parts: [{ key: 'REDIS_PORT' }] },
  })
})

it('what shows debugging is off', () => {
  const text = `from decouple import config\nSHOW = config('SHOW_DEBUGGER_TOOLBAR', cast=bool)`
  expect(derived(text)).toEqual({ SHOW_DEBUGGER_TOOLBAR: 'False' })
})

describe('keys', () => {
  it('have a role by where they go, then by their name; needed without a default', () => {
    const { environment } = read(
      `SECRET_KEY = os.environ['CLE']\nSTRIPE = os.environ['STRIPE_SECRET_KEY']\nSIZE = int(os.environ.get('PAGE_SIZE', 20))`,
    )
    expect(environment.map(({ name, role, needed, secret }) => ({ name, role, needed, secret }))).toEqual([
      { name: 'CLE', role: 'secret-key', needed: true, secret: true },
      { name: 'STRIPE_SECRET_KEY', role: 'own', needed: true, secret: true },
      { name: 'PAGE_SIZE', role: 'own', needed: false, secret: false },
      { name: 'MAP_TOKEN', role: 'own', needed: false, secret: true },
    ])
  })

  it('of a second system are not those of the site, though they are called alike', () => {
    const other = "METABASE = os.environ['METABASE_DB_HOST'], os.environ.get('METABASE_DB_PASSWORD')\n"
    const host = (alias: string, key: string) => `'${alias}': {'HOST': os.environ.get('${key}')}`
    const roles = (text: string) =>
      Object.fromEntries(read(text).environment.map(({ name, role }) => [name, role]))
    expect(roles(`DATABASES = {${host('default', 'DB_HOST')}}\n${other}`)).toMatchObject({
      DB_HOST: 'database-host',
      METABASE_DB_HOST: 'own',
      METABASE_DB_PASSWORD: 'database-password',
    })
    const code = `host = os.environ.get('STATS_SQL_HOST')`
    const inCode = (settings: string) =>
      read(settings, code).environment.find(({ name }) => name === 'STATS_SQL_HOST')?.role
    expect(inCode(`DATABASES = {${host('default', 'DB_HOST')}}\n`)).toBe('own')
    expect(inCode('')).toBe('database-host')
    const both = `DATABASES = {${host('default', 'DB_HOST')}, ${host('replica', 'REPLICA_DB_HOST')}}\n`
    expect(roles(both)).toMatchObject({ REPLICA_DB_HOST: 'database-host' })
    expect(roles(other)).toMatchObject({ METABASE_DB_HOST: 'database-host' })
  })

  it('of a further database are the owner’s, unless it has the same data as the site’s', () => {
    const database = (of: string) =>
      `{'ENGINE': 'django.db.backends.postgresql', 'NAME': os.environ['${of}_NAME'], 'HOST': os.environ.get('${of}_DB_HOST')}`
    const roles = (text: string) =>
      Object.fromEntries(read(text).environment.map(({ name, role }) => [name, role]))
    expect(
      roles(`DATABASES = {'default': ${database('SITE')}, 'stats': ${database('STATS')}}\n`),
    ).toMatchObject({
      SITE_NAME: 'database-name',
      SITE_DB_HOST: 'database-host',
      STATS_NAME: 'own',
      STATS_DB_HOST: 'own',
    })
    const urls = `import environ\nenv = environ.Env()\nDATABASES = {'default': env.db(), 'stats': env.db('STATS_DB_URL')}\n`
    expect(roles(urls)).toMatchObject({ DATABASE_URL: 'database-url', STATS_DB_URL: 'own' })
    expect(derived(urls)).toMatchObject({ STATS_DB_URL: { type: 'owner' } })
    const chosen = `DATABASES = {'prod': ${database('PROD')}}\nDATABASES['default'] = DATABASES['prod']\n`
    expect(roles(chosen)).toMatchObject({ PROD_NAME: 'database-name', PROD_DB_HOST: 'database-host' })
    const mirror = `DATABASES = {'default': ${database('SITE')}, 'reader': {**${database('READER')}, 'TEST': {'MIRROR': 'default'}}}\n`
    expect(roles(mirror)).toMatchObject({ READER_DB_HOST: 'database-host' })
  })

  it('of the scheme of the site’s address say how it is reached', () => {
    const scheme = "SCHEME = os.environ['SCHEME']\nFTP = os.environ['FTP_SCHEME']\n"
    expect(derived(scheme)).toMatchObject({ SCHEME: 'https', FTP_SCHEME: { type: 'owner' } })
    expect(derived(scheme, { https: false })).toMatchObject({ SCHEME: 'http' })
  })

  it('that name a file of a secret lead nowhere where the production settings say that secret', () => {
    const file = (key: string) => `open(os.environ['${key}']).read()`
    const settings = `SECRET_KEY = ${file('DJANGO_SECRET_KEY_FILE')}
DATABASES = {'default': {'PASSWORD': ${file('POSTGRES_PASSWORD_FILE')}}}
STRIPE = ${file('STRIPE_SECRET_KEY_FILE')}
`
    const nowhere = (names: Partial<ServerNames> = {}) =>
      Object.entries(derived(settings, names)).flatMap(([key, value]) => (value === '/dev/null' ? [key] : []))
    expect(nowhere()).toEqual(['DJANGO_SECRET_KEY_FILE', 'POSTGRES_PASSWORD_FILE'])
    expect(nowhere({ database: 'own' })).toEqual(['DJANGO_SECRET_KEY_FILE'])
  })

  it('are no name of a database where they only say on which platform the site runs', () => {
    const database = (name: string) =>
      `DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ${name}}}`
    const roles = (settings: string) =>
      read(settings).environment.flatMap(({ name, role }) =>
        name === 'MAP_TOKEN' ? [] : [`${name} ${role}`],
      )
    expect(roles(database(`':memory:' if os.environ.get('VERCEL') else 'db.sqlite3'`))).toEqual([
      'VERCEL own',
    ])
    expect(roles(database(`os.environ.get('STORE') or 'db.sqlite3'`))).toEqual(['STORE database-name'])
  })

  it.each([
    ['DJANGO_SECRET_KEY', 'secret-key'],
    ['AWS_SECRET_ACCESS_KEY', 'own'],
    ['TAKAHE_MAIN_DOMAIN', 'hosts'],
    ['POSTGRES_DB', 'database-name'],
    ['POSTGRESQL_ADDON_HOST', 'database-host'],
    ['SCALINGO_POSTGRESQL_URL', 'database-url'],
    ['CELERY_BROKER_URL', 'broker-url'],
    ['EMAIL_HOST_PASSWORD', 'email'],
    ['DJANGO_ALLOWED_HOSTS', 'hosts'],
  ])('%s is for %s', (name, role) => {
    expect(roleOfName(name)).toBe(role)
  })

  it('are secret by what they are called', () => {
    expect(['API_TOKEN', 'SENTRY_DSN', 'DB_PASSWORD', 'FERNET_KEY'].every(isSecretName)).toBe(true)
    expect(['STRIPE_PUBLIC_KEY', 'TOKEN_LIFETIME', 'AWS_ACCESS_KEY_ID', 'SITE_NAME'].some(isSecretName)).toBe(
      false,
    )
  })
})

describe('what Cabestan gives', () => {
  it.each([
    [`ALLOWED_HOSTS = os.environ['HOSTS_ALLOWED'].split(',')`, 'shop.example,www.shop.example'],
    [`ALLOWED_HOSTS = os.environ['HOSTS_ALLOWED'].split()`, 'shop.example www.shop.example'],
    [
      `import json\nALLOWED_HOSTS = json.loads(os.environ['HOSTS_ALLOWED'])`,
      '["shop.example","www.shop.example"]',
    ],
    [`ALLOWED_HOSTS = [os.environ['HOSTS_ALLOWED']]`, 'shop.example'],
  ])('is a list as the code takes it apart: %s', (settings, text) => {
    expect(derived(settings)['HOSTS_ALLOWED']).toBe(text)
  })

  it('is a database by its socket', () => {
    const parts = `DATABASES = {'default': {'ENGINE': 'django.db.backends.' + os.environ['DB_ENGINE'], 'NAME': os.environ['DB_NAME'], 'HOST': os.environ['DB_HOST']}}`
    expect(derived(parts)).toMatchObject({
      DB_ENGINE: 'postgresql',
      DB_NAME: 'shop',
      DB_HOST: '/run/postgresql',
    })
    const url = `import dj_database_url\nDATABASES = {'default': dj_database_url.parse(os.environ['DATABASE_URL'])}`
    expect(derived(url)['DATABASE_URL']).toBe('postgres://shop@/shop?host=/run/postgresql')
    expect(derived(url, { database: 'sqlite' })['DATABASE_URL']).toBe('sqlite:////srv/shop/data/db.sqlite3')
    expect(derived(url, { database: 'own' })['DATABASE_URL']).toEqual({ type: 'owner' })
  })

  it('is no engine where that it is named turns the settings away from SQLite', () => {
    const sqlite = `{'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'}}`
    const server = `{'default': {'ENGINE': os.environ['SQL_ENGINE'], 'USER': os.environ['SQL_USER']}}`
    const turned = `if os.getenv('SQL_ENGINE'):\n  DATABASES = ${server}\nelse:\n  DATABASES = ${sqlite}`
    expect(derived(turned, { database: 'sqlite' })).toEqual({})
    const default_ = turned.replace(`getenv('SQL_ENGINE')`, `getenv('SQL_ENGINE', 'sqlite3')`)
    expect(derived(default_, { database: 'sqlite' })).toHaveProperty('SQL_ENGINE')
  })

  it('is the mail server of the owner, whose password is theirs to give where there is a login', () => {
    const settings = `EMAIL_HOST_PASSWORD = os.environ['EMAIL_HOST_PASSWORD']\nOTHER = os.environ['SMTP_PASSWORD']`
    const mail = { host: 'smtp.example', port: 587, security: 'starttls', from: 'a@shop.example' } as const
    expect(derived(settings, { mail: { ...mail, user: null } })).toEqual({
      EMAIL_HOST_PASSWORD: '',
      SMTP_PASSWORD: '',
    })
    expect(derived(settings, { mail: { ...mail, user: 'anna' } })).toMatchObject({
      EMAIL_HOST_PASSWORD: { type: 'owner' },
    })
  })

  it('is an address of the mail server that django-environ and dj-email-url both read', () => {
    const settings = `import dj_email_url\nE = dj_email_url.parse(os.environ['EMAIL_URL'])\nDEFAULT_FROM_EMAIL = E['DEFAULT_FROM_EMAIL']`
    const mail = { host: 'smtp.example', port: 587, security: 'starttls', user: null, from: null } as const
    expect(derived(settings, { mail })).toEqual({
      EMAIL_URL:
        'smtp://smtp.example:587?tls=True&EMAIL_USE_TLS=True&_default_from_email=noreply%40shop.example&_server_email=noreply%40shop.example',
    })
    expect(
      derived(settings, { mail: { ...mail, user: 'anna@b.example', security: 'none', from: 'c@d.example' } }),
    ).toEqual({
      EMAIL_URL: {
        type: 'composed',
        parts: [
          'smtp://anna%40b.example:',
          { key: 'EMAIL_HOST_PASSWORD' },
          '@smtp.example:587?_default_from_email=c%40d.example&_server_email=c%40d.example',
        ],
      },
    })
  })

  it('is a whole address where the settings take the hosts out of one', () => {
    const settings = `from urllib.parse import urlparse\nROOT = os.getenv('SITE_ROOT', 'http://localhost:8000')\nALLOWED_HOSTS = [urlparse(ROOT).hostname]`
    expect(derived(settings)['SITE_ROOT']).toBe('https://shop.example')
  })

  it('is one key under all its names, and what only the owner knows is said so', () => {
    const settings = `SECRET_KEY = os.environ['DJANGO_KEY']\nREDIS_URL = os.environ['REDIS_URL']\nMAPS = os.environ['MAPS_ID']`
    expect(derived(settings)).toEqual({
      DJANGO_KEY: { type: 'composed', parts: [{ key: 'SECRET_KEY' }] },
      REDIS_URL: {
        type: 'composed',
        parts: ['redis://:', { key: 'REDIS_PASSWORD' }, '@127.0.0.1:', { key: 'REDIS_PORT' }, '/0'],
      },
      MAPS_ID: { type: 'owner' },
    })
    expect(derived(settings, { given: ['MAPS_ID'] })).not.toHaveProperty('MAPS_ID')
  })

  it('is the application’s Redis, whole or in parts, with a database of its own for what may be emptied', () => {
    const keys = [
      ...['REDIS_HOST', 'REDIS_PORT', 'REDIS_PASSWORD', 'REDIS_DB', 'REDIS_USERNAME'],
      ...['CELERY_REDIS_PORT', 'REDIS_CACHE_DB', 'CACHE_URL'],
    ]
    const settings = keys.map((key) => `${key} = os.environ['${key}']`).join('\n')
    expect(derived(settings)).toEqual({
      REDIS_HOST: '127.0.0.1',
      REDIS_PORT: { type: 'generated', what: 'port' },
      REDIS_PASSWORD: { type: 'generated', what: 'password' },
      REDIS_DB: '0',
      REDIS_USERNAME: 'default',
      CELERY_REDIS_PORT: { type: 'composed', parts: [{ key: 'REDIS_PORT' }] },
      REDIS_CACHE_DB: '1',
      CACHE_URL: {
        type: 'composed',
        parts: ['redis://:', { key: 'REDIS_PASSWORD' }, '@127.0.0.1:', { key: 'REDIS_PORT' }, '/1'],
      },
    })
  })

  it('of a database has a host where pydantic checks that there is one', () => {
    const settings = `from pydantic import PostgresDsn\nfrom pydantic_settings import BaseSettings\nclass Env(BaseSettings):\n  DATABASE_URI: PostgresDsn\nimport dj_database_url\nDATABASES = {'default': dj_database_url.parse(str(Env().DATABASE_URI))}`
    expect(derived(settings)['DATABASE_URI']).toBe('postgres://shop@localhost/shop?host=/run/postgresql')
  })

  it('of a RabbitMQ lead to that of the server, where it has one', () => {
    const settings = `u, p, h, n = [os.getenv(k) for k in ('MQ_USER', 'MQ_PASS', 'MQ_HOST', 'MQ_PORT')]\nCELERY_BROKER_URL = f'amqp://{u}:{p}@{h}:{n}//'\nCELERY_RESULT_BACKEND = os.getenv('CELERY_RESULT_BACKEND')`
    const values = derived(settings, { redis: false, rabbitmq: true })
    expect(values).toEqual({ MQ_USER: 'guest', MQ_PASS: 'guest', MQ_HOST: '127.0.0.1', MQ_PORT: '5672' })
    expect(derived(settings, { redis: false })).toEqual({})
    // Two applications in one virtual host would take each other's tasks.
    const mine = (broker: string) =>
      derived(`CELERY_BROKER_URL = ${broker}`, { redis: false, rabbitmq: true })
    expect(mine(`os.environ['MQ_URL']`)).toEqual({ MQ_URL: 'amqp://guest:guest@127.0.0.1:5672/shop' })
    expect(mine(`'amqp://guest@localhost/' + os.environ['MQ_VHOST']`)).toEqual({ MQ_VHOST: 'shop' })
  })

  it('is an address where the code takes the name of a database for one', () => {
    const settings = `import dj_database_url
name = os.environ.get('POSTGRES_DB')
DATABASES = {'default': dj_database_url.parse(name) if name else {'NAME': os.getenv('POSTGRES_DB', 'shop')}}`
    expect(derived(settings)['POSTGRES_DB']).toBe('postgres://shop@/shop?host=/run/postgresql')
  })

  it('is nothing under a name that is near to that of an address', () => {
    const settings = `CACHES = {'default': {'BACKEND': 'django_redis.cache.RedisCache', 'LOCATION': os.environ['REDIS_URL'], 'KEY_PREFIX': os.getenv('REDIS_PREPEND_KEY', '')}}`
    expect(Object.keys(derived(settings))).toEqual(['REDIS_URL'])
  })

  it.each([
    ['STATICFILES_STORAGE', 'django.contrib.staticfiles.storage.StaticFilesStorage'],
    ['DJANGO_EMAIL_BACKEND', 'django.core.mail.backends.smtp.EmailBackend'],
    ['SENTRY_DSN', ''],
    ['SENTRY_DSN_PROD', ''],
    ['ENVIRONMENT', 'production'],
    ['HOSTNAME', 'shop.example'],
    ['SITE_ID', '1'],
    ['TRUST_PROXY_HEADERS', 'True'],
    ['DJANGO_BEHIND_PROXY', 'True'],
  ])('is what will do for %s, where the settings cannot do without', (key, value) => {
    expect(derived(`VALUE = os.environ['${key}']`)[key]).toBe(value)
  })

  it('is made from the key of the site for a salt that is needed, and let be for one that is there', () => {
    const salt = { type: 'composed', parts: ['salt-', { key: 'SECRET_KEY' }] }
    expect(derived(`SALT = os.environ['HASHIDS_SALT']`)).toEqual({ HASHIDS_SALT: salt })
    expect(derived(`SALT = os.environ.get('HASHIDS_SALT', 'sea')`)).toEqual({})
  })

  it('is what Django has by itself where the settings would take it away', () => {
    const settings = `TIME_ZONE = os.environ.get('DJANGO_TIME_ZONE')\nLANGUAGE_CODE = os.getenv('LANGUAGE_CODE', 'fr')`
    expect(derived(settings)).toEqual({ DJANGO_TIME_ZONE: 'UTC' })
    const own = `USE_TZ = bool(os.getenv('USE_TZ'))\nSESSION_COOKIE_AGE = int(os.environ['SESSION_COOKIE_AGE'])`
    expect(derived(own)).toEqual({ USE_TZ: 'True', SESSION_COOKIE_AGE: '1209600' })
    const elsewhere = `from dotenv import load_dotenv
if os.getenv('LEVEL') != 'PRODUCTION':
    DEBUG = True
    load_dotenv(os.path.join(os.path.dirname(os.path.dirname(__file__)), 'dev.env'))
USE_TZ = int(os.getenv('USE_TZ'))`
    const found = derivedEnvironment(read(elsewhere, '', '', { 'dev.env': 'USE_TZ=0\n' }), server)
    expect(found.find(({ key }) => key === 'USE_TZ')?.value).toEqual({ type: 'text', text: '0' })
  })

  it('is the owner’s to say where the settings list what they miss, and not the switch that made them look', () => {
    const storage = `USE_S3 = os.getenv('USE_S3', 'yes') == 'yes'
if USE_S3:
    BUCKET = os.getenv('AWS_BUCKET')
    missing = [name for name, value in {'AWS_BUCKET': BUCKET}.items() if not value]
    if missing:
        raise RuntimeError(missing)`
    expect(derived(storage)).toEqual({ AWS_BUCKET: { type: 'owner' } })
  })

  it('is whether there is a certificate', () => {
    const settings = `import environ\nenv = environ.Env()\nSECURE_SSL_REDIRECT = env.bool('FORCE_HTTPS')`
    expect(derived(settings)['FORCE_HTTPS']).toBe('True')
    expect(derived(settings, { https: false })['FORCE_HTTPS']).toBe('False')
  })
})

describe('what the settings insist on and SQLite does without', () => {
  it('is given all the same', () => {
    const text = `DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3',
    'USER': os.environ['DATABASE_USER'], 'PASSWORD': os.environ['DATABASE_PASSWORD'],
    'HOST': os.environ.get('DATABASE_HOST'), 'PORT': int(os.environ['DATABASE_PORT'])}}`
    expect(derived(text, { database: 'sqlite' })).toEqual({
      DATABASE_USER: 'shop',
      DATABASE_PASSWORD: 'peer',
      DATABASE_PORT: '5432',
    })
  })
})

describe('the first part of the address of a broker', () => {
  const text = `CELERY_BROKER_URL = f"{os.environ['RABBITMQ_PROTOCOL']}://{os.environ['RABBITMQ_HOST']}:5672"`
  it.each([
    [false, 'redis'],
    [true, 'amqp'],
  ])('with RabbitMQ: %s', (rabbitmq, protocol) => {
    expect(derived(text, { rabbitmq })).toEqual({ RABBITMQ_PROTOCOL: protocol, RABBITMQ_HOST: '127.0.0.1' })
  })
})

it('says which environment it is to settings that insist on it', () => {
  expect(derived("DJANGO_ENV = os.environ['DJANGO_ENV']")).toEqual({ DJANGO_ENV: 'production' })
})
