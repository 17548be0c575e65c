import { expect } from 'vitest'
import { secretKey, type Told } from './judge.ts'

/** What single forms of a project have besides. */
export const ownExpectations: Readonly<Record<string, (told: Told, series: string) => void>> = {
  'one-file-https': ({ settings }) => {
    expect(settings).toMatchObject({
      ALLOWED_HOSTS: ['disquaire.example', '.disquaire.example', '203.0.113.10'],
      SECURE_SSL_REDIRECT: true,
      SESSION_COOKIE_SECURE: true,
      SESSION_COOKIE_DOMAIN: null,
      EMAIL_HOST_PASSWORD: 'of the mail server',
      SERVER_EMAIL: 'site@disquaire.example',
      STATICFILES_DIRS: [],
      DATABASES: { default: { HOST: '/run/postgresql', PASSWORD: '', DISABLE_SERVER_SIDE_CURSORS: true } },
    })
    expect(settings['CSRF_TRUSTED_ORIGINS']).toContain('https://boutique.example')
    expect(settings['CSRF_TRUSTED_ORIGINS']).not.toContain('http://localhost:3000')
  },
  'base-production': ({ settings }) =>
    expect(settings).toMatchObject({
      ALLOWED_HOSTS: ['203.0.113.10'],
      SECURE_SSL_REDIRECT: false,
      SECURE_HSTS_SECONDS: 0,
      SESSION_COOKIE_NAME: 'sessionid',
    }),
  'init-switch': ({ settings }) => expect(settings['INSTALLED_APPS']).not.toContain('not_in_production'),
  'database-url': ({ settings }) =>
    expect(settings['DATABASES']).toMatchObject({ default: { HOST: 'db.example', CONN_MAX_AGE: 300 } }),
  'database-elsewhere': ({ settings }) =>
    expect(settings['DATABASES']).toMatchObject({
      default: {
        ENGINE: 'django.db.backends.postgresql',
        HOST: 'db.example',
        PORT: '5433',
        PASSWORD: 'its@word',
        OPTIONS: { sslmode: 'require' },
      },
    }),
  class: ({ settings }) =>
    expect(settings).toMatchObject({ GREETING: 'Welcome to Disquaire', SESSION_COOKIE_SECURE: false }),
  'debug-branches': ({ settings }, series) => {
    expect(settings['PAGE_SIZE']).toBe(20)
    expect(settings['EXPORTS']).toMatch(/releases\/1-abc\/source\/exports$/)
    expect(settings['INSTALLED_APPS']).not.toContain('debug_toolbar')
    expect(JSON.stringify(settings['MIDDLEWARE'])).not.toContain('debug_toolbar')
    expect(series).toBeTruthy()
  },
  'debug-decides': ({ settings }) =>
    expect(settings).toMatchObject({
      DATABASES: { default: { ENGINE: 'django.db.backends.postgresql', OPTIONS: {} } },
      STATICFILES_STORAGE: 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage',
      SECURE_SSL_REDIRECT: false,
      PAYMENT_KEY: 'of the owner',
    }),
  'key-copies': ({ settings }) =>
    expect(settings).toMatchObject({
      SIMPLE_JWT: { ALGORITHM: 'HS256', SIGNING_KEY: secretKey },
      HASHIDS_SALT: secretKey,
      DOWNLOADS: { LINK: `download-${secretKey}`, RAW: `b'${secretKey}'` },
      SECRET_KEY_FALLBACKS: [],
    }),
  sqlite: expectSqlite,
  'sqlite-modern': (told) => {
    expectSqlite(told)
    for (const setting of ['MEDIA_ROOT', 'VIGNETTES', 'FACTURES_DIR', 'COMPTEUR'])
      expect(told.settings[setting]).toMatch(
        /\/srv\/disquaire\/(?:data\/(?:factures|compteur\.txt)|media(?:\/vignettes)?)$/,
      )
  },
  channels: ({ asgi, settings, logs }) => {
    expect(asgi).toEqual([404, '80'])
    expect(logs['failures.log']).toContain('/nowhere/asgi/')
    expect(settings).toMatchObject({
      DATABASES: { default: { CONN_MAX_AGE: 0 } },
      // The project's sessions would be in the memory of one worker.
      SESSION_ENGINE: 'django.contrib.sessions.backends.db',
      CHANNEL_LAYERS: {
        default: {
          CONFIG: {
            hosts: ['redis://:of-redis@127.0.0.1:23456/0?socket_timeout=60'],
            capacity: 1500,
          },
        },
      },
    })
  },
  // Without a route for them, Channels 4 answers plain requests with an error of its own.
  'sockets-alone': ({ asgi }) => expect(asgi).toEqual([404, '80']),
  'celery-redis': ({ celery, settings }) => {
    const redis = 'redis://:of-redis@127.0.0.1:23456'
    expect(celery).toEqual(['shop', `${redis}/0`, { visibility_timeout: 3600 }])
    expect(settings).toMatchObject({
      CELERY_RESULT_BACKEND: `${redis}/0`,
      // What a cleared cache empties is no queue.
      CACHES: { default: { LOCATION: `${redis}/1`, TIMEOUT: 600 } },
      SESSION_ENGINE: 'django.contrib.sessions.backends.cache',
    })
  },
  'redis-packages': ({ settings }) => {
    const redis = 'redis://:of-redis@127.0.0.1:23456'
    const parts = { host: '127.0.0.1', port: 23456, password: 'of-redis' }
    const capitals = { HOST: '127.0.0.1', PORT: 23456, PASSWORD: 'of-redis' }
    expect(settings).toMatchObject({
      RQ_QUEUES: {
        default: { ...capitals, DB: 1, DEFAULT_TIMEOUT: 360 },
        mails: { URL: `${redis}/4?socket_timeout=5` },
        given: { URL: `${redis}/0` },
        half: { ...capitals, DB: 0 },
        stock: { HOST: 'stock.example', PORT: 6379, DB: 2 },
        elsewhere: { URL: 'redis://queue.example:6379/0' },
      },
      HUEY: { name: 'shop', connection: { ...parts, db: 5 }, consumer: { workers: 2 } },
      DRAMATIQ_BROKER: { BROKER: 'dramatiq.brokers.redis.RedisBroker', OPTIONS: { url: `${redis}/6` } },
      DRAMATIQ_RESULT_BACKEND: { BACKEND_OPTIONS: { url: 'redis://results.example' } },
      Q_CLUSTER: { name: 'shop', redis: { ...parts, username: 'default', ssl: false } },
      CONSTANCE_REDIS_CONNECTION: `${redis}/7`,
      CACHEOPS_REDIS: { ...parts, db: 8 },
      SESSION_REDIS: { ...parts, prefix: 'session' },
      // RQ waits in the first two, which the cache would empty.
      CACHES: { default: { LOCATION: `${redis}/3` } },
    })
  },
  s3: ({ settings }) => expect(JSON.stringify(settings['STORAGES'])).not.toContain('cabestan'),
  whitenoise: ({ settings }) =>
    expect(settings['STATICFILES_STORAGE']).toBe('whitenoise.storage.CompressedManifestStaticFilesStorage'),
  'static-files': ({ static: urls }) => {
    const [site, committed, missing, latin] = urls ?? []
    expect(site).toMatch(/^\/static\/site\.[0-9a-f]{12}\.css$/)
    expect(committed).toMatch(/^\/static\/committed\.[0-9a-f]{12}\.css$/)
    expect(missing).toBe('/static/missing.css')
    // Not in UTF-8.
    expect(latin).toMatch(/^\/static\/latin\.[0-9a-f]{12}\.css$/)
  },
  logging: ({ logs }) => {
    expect(logs['orders.log']).toBe('INFO an order\n')
    // Its file is named by a key that nobody gave.
    expect(logs['imports.log']).toBe('an order\n')
  },
  'logging-by-hand': ({ rootHandlers, logs }) => {
    expect(rootHandlers).toEqual(['StreamHandler'])
    expect(logs['site.log']).not.toContain('a warning')
  },
  mailers: ({ mailers, settings }) => {
    expect(mailers).toMatchObject({ default: { OPTIONS: { host: 'localhost', port: 25, timeout: 10 } } })
    expect(settings).toMatchObject({
      SERVER_EMAIL: 'site@disquaire.example',
      ADMINS: ['anna@disquaire.example'],
    })
  },
  'debug-toolbar': ({ settings }) => {
    expect(settings['INSTALLED_APPS']).toContain('debug_toolbar')
    expect(settings['INSTALLED_APPS']).not.toContain('django_extensions')
    expect(JSON.stringify(settings['MIDDLEWARE'])).not.toContain('debug_toolbar')
  },
  'gone-round': ({ answers, settings }) => {
    expect(answers['key']).toBe(`${secretKey} False postgresql /media`)
    expect(settings).toMatchObject({
      SHOP_TITLE: 'Disquaire',
      OWN_NAME: 'shop.settings',
      ALLOWED_HOSTS: ['203.0.113.10'],
    })
    expect(settings['DATABASES']).toMatchObject({ default: { HOST: '/run/postgresql' } })
  },
}

function expectSqlite({ wal, settings, logs }: Told) {
  expect(wal).toBe('wal')
  expect(JSON.stringify(settings['DATABASES'])).toMatch(/\/srv\/disquaire\/data\/db\.sqlite3/)
  expect(logs['failures.log']).toMatch(/ 404 GET \S+\/signed-in\/ user=1 anna from=/)
}
