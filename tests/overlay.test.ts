import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OverlayCase, overlayCases } from '../packages/cabestan/src/project/overlay/cases.fixture.ts'
import { djangos, libraryOf, pythonFor, run, venvOf } from './harness/djangos.ts'

const golden = new URL('golden/overlay', import.meta.url).pathname
const secretKey = 'the-key-of-the-server-0123456789-abcdefghijklmnopqrstuvwxyz'
const found = await Promise.all(djangos.map(async (each) => ({ ...each, python: await pythonFor(each) })))
const missing = found.filter(({ python }) => python === null)
if (missing.length > 0) console.warn(`NOT TRIED, for want of a Python: ${missing.map(named).join(', ')}`)

/** What only the owner's certificate can put right. */
const wantsHttps = ['security.W004', 'security.W008', 'security.W012', 'security.W016']

let top = ''
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'cabestan-overlay-'))
})
afterAll(() => rm(top, { recursive: true, force: true }))

/** The overlays of tests/golden/overlay, each with its project, judged by Django itself. */
describe.each(found.filter(({ python }) => python !== null))('Django $series', (django) => {
  let python = ''
  beforeAll(async () => {
    python = await venvOf(django, django.python ?? '')
  }, 600_000)

  const plain = overlayCases.find(
    ({ form }) => form === (django.series === '1.8' ? 'django-1.8' : 'one-file'),
  )
  const cases = overlayCases.filter(({ djangos }) => djangos.includes(django.series))
  it.concurrent.each(cases.map((each) => [each.form, each] as const))('%s', async (form, each) => {
    const told = await inTurn(async () => judge(await layOut(each, django.series), each, python))
    expectProduction(told, each)
    own[form]?.(told, django.series)
  })

  it('manage.py is itself, by its path and by its name, and check --deploy has nothing against it', async () => {
    if (!plain) throw new Error('its case is gone')
    const site = await layOut(plain, `${django.series}-manage`)
    const manage = join(site.overlay, 'cabestan_disquaire/manage.py')
    const environment = { ...environmentOf(plain, site), HOME: site.home }
    for (const start of [[manage], ['-m', 'cabestan_disquaire.manage']]) {
      const argv = [...start, 'check', '--deploy']
      const { stderr } = await run(python, argv, { cwd: site.source, env: environment })
      const warned = [...stderr.matchAll(/security\.W\d+/g)].map(([id]) => id)
      expect(new Set(warned)).toEqual(new Set(wantsHttps))
    }
  })

  it('two workers share a log that logrotate moves, losing no line, and mail an error once', async () => {
    if (!plain) throw new Error('its case is gone')
    const laidOut = await layOut(plain, `${django.series}-busy`)
    const requests = 300
    await run(
      python,
      [join(golden, 'common/busy.py'), 'cabestan_disquaire', laidOut.logs, String(requests)],
      {
        cwd: laidOut.source,
        env: environmentOf(plain, laidOut),
      },
    )
    const files = (await readdir(laidOut.logs)).filter((name) => name.startsWith('failures.log'))
    expect(files.length).toBeGreaterThan(1)
    const texts = await Promise.all(files.map((name) => readFile(join(laidOut.logs, name), 'utf8')))
    const lines = texts
      .flatMap((text) => text.trimEnd().split('\n'))
      .filter((line) => !/ 500 GET /.test(line))
    const whole =
      /^\S+ \S+ [+-]\d{4} WARNING \S+ 404 GET \S+\?worker=(\d)&count=(\d+)&padding=x{3000,} user=- .*$/
    expect(lines.filter((line) => !whole.test(line))).toEqual([])
    const site = await readFile(join(laidOut.logs, 'site.log'), 'utf8')
    expect(site.match(/raise ValueError/g)).toHaveLength(40)
    expect(site.match(/A mail to the administrators was not sent/g)).toHaveLength(1)
    expect(new Set(lines.map((line) => line.match(whole)?.slice(1).join('/'))).size).toBe(2 * requests)
  })

  it('an error is mailed again after an hour, with how often it came meanwhile', async () => {
    if (!plain) throw new Error('its case is gone')
    const laidOut = await layOut(plain, `${django.series}-hour`)
    const script = `
import json, os, time
import django
django.setup()
from cabestan_disquaire import reporting
claims = [reporting.claim('an-error', reporting.HOUR) for _ in range(3)]
path = os.path.join(reporting.MARKS, 'an-error')
with open(path, 'r+') as file:
    said, unsaid = file.read().split()
    file.seek(0)
    file.write('%d %s' % (int(said) - reporting.HOUR, unsaid))
print(json.dumps(claims + [reporting.claim('an-error', reporting.HOUR)]))`
    const environment = {
      ...environmentOf(plain, laidOut),
      DJANGO_SETTINGS_MODULE: 'cabestan_disquaire.settings',
    }
    const { stdout } = await run(python, ['-c', script], { cwd: laidOut.source, env: environment })
    expect(JSON.parse(stdout)).toEqual([0, null, null, 2])
  })
})

interface Told {
  readonly settings: Readonly<Record<string, unknown>>
  readonly checks: readonly (readonly [id: string, level: number])[]
  readonly module: string
  readonly answers: Readonly<Record<string, unknown>>
  readonly mails: readonly (readonly [subject: string, body: string])[]
  readonly withoutMailServer: unknown
  readonly logs: Readonly<Record<string, string>>
  readonly rootHandlers: readonly string[]
  readonly asgi?: readonly [missing: number, port: string]
  readonly celery?: readonly unknown[]
  readonly static?: readonly string[]
  readonly wal?: string
  readonly mailers: unknown
}

function expectProduction({ settings, checks, answers, mails, logs, ...told }: Told, each: OverlayCase) {
  const { decisions } = each
  expect(settings).toMatchObject({ DEBUG: false, SECRET_KEY: secretKey })
  expect(told.module).toBe('cabestan_disquaire.settings')
  expect(settings['STATIC_ROOT']).toMatch(/\/srv\/disquaire\/releases\/1-abc\/static$/)
  expect(settings['MEDIA_ROOT']).toMatch(/\/srv\/disquaire\/media$/)
  expect(checks.map(([id]) => id).filter((id) => decisions.https || !wantsHttps.includes(id))).toEqual([])
  expect(answers).toMatchObject({
    home: 200,
    stranger: 400,
    secure: decisions.https ? 'https' : 'http',
    missing: 404,
    fail: [500, 500, 500],
    brokenLink: 404,
  })
  expectMails(mails, decisions.admins.length > 0)
  expect(told.withoutMailServer).toEqual({ status: 500, quick: true, mayTryAgain: [true] })
  expectLogs(logs)
}

function expectMails(mails: Told['mails'], brokenLinks: boolean) {
  expect(mails.map(([subject]) => subject.replace(/ on .*/, '')).sort()).toEqual([
    ...(brokenLinks ? ['[Django] Broken INTERNAL link'] : []),
    '[Django] ERROR: ValueError at /fail/',
  ])
  const text = mails.map(([, body]) => body).join('\n')
  expect(text).toContain('POST album: Homogenic')
  expect(text).toContain("raise ValueError('it broke')")
  for (const secret of ['swordfish', 'a-local-password', secretKey]) expect(text).not.toContain(secret)
}

function expectLogs(logs: Told['logs']) {
  const failures = logs['failures.log'] ?? ''
  expect(failures).toMatch(
    / 404 GET \S+\/nowhere\/\?token=\*{8}&page=2 user=- from=198\.51\.100\.7 referer=-\n/,
  )
  expect(failures).toMatch(/ 400 GET other\.example\/ user=- /)
  expect(failures.match(/ 500 POST \S+\/fail\/ /g)).toHaveLength(3)
  expect(Object.values(logs).join('\n')).not.toMatch(/abracadabra|swordfish/)
  expect(logs['site.log']).toContain("raise ValueError('it broke')")
}

/** What one form has beside. */
const own: Readonly<Record<string, (told: Told, series: string) => void>> = {
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

/** What the judge is asked besides, by the form. */
const asked: Readonly<Record<string, string>> = {
  sqlite: 'wal',
  'sqlite-modern': 'wal',
  channels: 'asgi',
  'sockets-alone': 'asgi',
  'celery-redis': 'celery',
  'static-files': 'static',
}

interface Site {
  readonly home: string
  readonly source: string
  readonly overlay: string
  readonly logs: string
}

/** As on a server, but under a directory of our own: the same files, with its paths in place of /srv and /var/log. */
async function layOut({ form }: OverlayCase, series: string): Promise<Site> {
  const home = join(top, `${form}-${series}`, 'srv/disquaire')
  const logs = join(top, `${form}-${series}`, 'log')
  const [source, overlay] = [join(home, 'releases/1-abc/source'), join(home, 'releases/1-abc/overlay')]
  for (const path of [logs, join(home, 'media'), join(home, 'data')]) await mkdir(path, { recursive: true })
  await cp(join(golden, 'common'), source, {
    recursive: true,
    filter: (path) => !/(judge|busy)\.py$/.test(path),
  })
  await cp(join(golden, form, 'project'), source, { recursive: true })
  await mkdir(join(overlay, 'cabestan_disquaire'), { recursive: true })
  for (const place of ['every-form', form]) {
    const from = join(golden, place, 'overlay/cabestan_disquaire')
    for (const name of await readdir(from)) {
      const text = await readFile(join(from, name), 'utf8')
      const here = text.replaceAll('/var/log/disquaire/site', logs).replaceAll('/srv/disquaire', home)
      await writeFile(join(overlay, 'cabestan_disquaire', name), here)
    }
  }
  return { home, source, overlay, logs }
}

function environmentOf({ environment, secrets }: OverlayCase, { overlay }: Site): Record<string, string> {
  const path = process.env['PATH'] ?? ''
  return {
    PATH: path,
    PYTHONPATH: overlay,
    SECRET_KEY: secretKey,
    ...environment,
    ...secrets,
  }
}

async function judge(site: Site, each: OverlayCase, python: string): Promise<Told> {
  const argv = [join(golden, 'common/judge.py'), 'cabestan_disquaire', site.logs]
  const env = { ...environmentOf(each, site), ...(each.form === 'postgis' ? await geography(python) : {}) }
  const more = asked[each.form]
  const { stdout } = await run(python, more ? [...argv, more] : argv, { cwd: site.source, env })
  return JSON.parse(stdout)
}

async function geography(python: string): Promise<Record<string, string>> {
  const [gdal, geos] = await Promise.all([
    libraryOf(python, 'pyogrio', 'libgdal'),
    libraryOf(python, 'shapely', 'libgeos_c'),
  ])
  return { GDAL_LIBRARY_PATH: gdal, GEOS_LIBRARY_PATH: geos }
}

const turns: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()]
let next = 0

/** Two at a time: each is a Python that starts Django. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = next++ % turns.length
  const result = (turns[turn] ?? Promise.resolve()).then(work)
  turns[turn] = result.catch(() => undefined)
  return result
}

function named({
  series,
  pythons,
}: {
  readonly series: string
  readonly pythons: readonly string[]
}): string {
  return `Django ${series} (Python ${pythons.join(' or ')})`
}
