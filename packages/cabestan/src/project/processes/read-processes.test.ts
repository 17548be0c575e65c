import { describe, expect, it } from 'vitest'
import type { Value } from '../python/values.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { readProcesses } from './read-processes.ts'
import { simpleCommands } from './shell-words.ts'

const text = (value: string): Value => ({ type: 'text', text: value, flavour: 'str' })
const list = (...items: Value[]): Value => ({ type: 'list', flavour: 'list', items })
const apps = (...names: string[]) => ({ INSTALLED_APPS: list(...names.map(text)) })

function read(files: Record<string, string>, values: Record<string, Value> = {}) {
  const input = {
    tree: memoryTree(files),
    directory: '',
    pythonPath: [''],
    settingsFiles: ['shop/settings.py'],
  }
  return readProcesses({ ...input, values: new Map(Object.entries(values)) })
}

const programs = (...of: Parameters<typeof read>) =>
  read(...of).programs.map(({ name, argv }) => `${name}: ${argv.join(' ')}`)

const celery = {
  'shop/celery.py': `from celery import Celery\napp = Celery('shop')`,
  'shop/tasks.py': `from celery import shared_task\n@shared_task\ndef mail():\n    pass`,
}

describe('Celery', () => {
  it('wants a worker where there are tasks', () => {
    expect(programs(celery)).toEqual(['worker: celery -A shop worker --loglevel info'])
    expect(programs({ 'shop/celery.py': celery['shop/celery.py'] })).toEqual([])
  })

  it('keeps what production says of it', () => {
    const files = {
      ...celery,
      Procfile: 'worker: exec celery -A shop worker -l debug -Q a,b -c 2\nbeat: celery -A shop beat',
    }
    expect(programs(files)).toEqual([
      'worker: celery -A shop worker --loglevel info -Q a,b -c 2',
      'beat: celery -A shop beat --loglevel info',
    ])
  })

  it('has a worker once where two files describe the same site', () => {
    const compose = 'services:\n  worker:\n    command: celery -A shop worker -Q celery,mail\n'
    const names = (files: Record<string, string>) => programs({ ...celery, ...files })
    const both = ['worker: celery -A shop worker --loglevel info -Q celery,mail']
    expect(names({ Procfile: 'worker: celery -A shop worker', 'compose.yml': compose })).toEqual(both)
    expect(names({ 'start.sh': 'celery -A shop worker -Q mail', 'compose.yml': compose })).toEqual(both)
    const more = names({ Procfile: 'worker: celery -A shop worker -Q slow', 'compose.yml': compose })
    expect(more).toHaveLength(2)
    const own = 'all: celery -A shop worker -Q celery,mail\nmail: celery -A shop worker -Q mail'
    expect(names({ Procfile: own })).toHaveLength(2)
    const units = { 'a.service': 'celery,mail', 'b.service': 'mail' }
    const lines = Object.entries(units).map(([file, queues]) => [
      file,
      `[Service]\nExecStart=celery -A shop worker -Q ${queues}\n`,
    ])
    expect(names(Object.fromEntries(lines))).toHaveLength(2)
  })

  it('wants a beat for a schedule, and the queues that tasks are sent to', () => {
    const files = { ...celery, 'shop/more.py': `mail.apply_async(queue='slow')` }
    const schedule: Value = { type: 'dict', entries: [[text('x'), text('y')]] }
    expect(programs(files, { CELERY_BEAT_SCHEDULE: schedule })).toEqual([
      'worker: celery -A shop worker --loglevel info -Q celery,slow',
      'beat: celery -A shop beat --loglevel info',
    ])
  })

  it('speaks to what its broker says', () => {
    const broker = (value: Value) => read(celery, { CELERY_BROKER_URL: value })
    expect(broker(text('redis://localhost'))).toMatchObject({
      redis: { value: true },
      rabbitmq: { value: false },
    })
    expect(broker(text('amqp://guest@localhost'))).toMatchObject({
      redis: { value: false },
      rabbitmq: { value: true },
    })
    expect(broker({ type: 'environment', key: 'BROKER', from: ['BROKER'] }).redis.value).toBe(true)
    const otherwise = (key: string) => broker({ ...text('amqp://guest@localhost'), from: [key] })
    expect(otherwise('CELERY_BROKER_URL')).toMatchObject({
      redis: { value: true },
      rabbitmq: { value: false },
    })
    const inContainers = { redis: { value: true }, rabbitmq: { value: true } }
    expect(broker(text('amqp://guest:guest@rabbitmq:5672//'))).toMatchObject(inContainers)
    expect(broker(text('amqps://shop:pw@mq.elsewhere.example/shop'))).toMatchObject({
      redis: { value: false },
    })
    const results = {
      CELERY_BROKER_URL: text('amqp://localhost'),
      CELERY_RESULT_BACKEND: text('redis://redis:6379/0'),
    }
    expect(read(celery, results)).toMatchObject({ redis: { value: true }, rabbitmq: { value: true } })
    expect(otherwise('RABBITMQ_URL')).toMatchObject({ redis: { value: false }, rabbitmq: { value: true } })
  })
})

describe('other workers', () => {
  it.each([
    ['django_rq', 'worker: python manage.py rqworker'],
    ['huey.contrib.djhuey', 'worker: python manage.py run_huey'],
    ['django_q', 'worker: python manage.py qcluster'],
    ['django_dramatiq', 'worker: python manage.py rundramatiq'],
  ])('%s', (app, program) => {
    expect(programs({}, apps(app))).toEqual([program])
  })

  it('are also what a Procfile keeps running', () => {
    const Procfile =
      'web: gunicorn shop.wsgi\nrelease: python manage.py migrate\nbot: python manage.py run_bot --fast'
    expect(programs({ Procfile })).toEqual(['bot: python manage.py run_bot --fast'])
  })

  it('are not what a platform runs once at a release, nor the site by another name', () => {
    const Procfile =
      'postdeploy: python manage.py migrate && python manage.py configure_bucket\nasgi: python run-asgi.py\n'
    expect(programs({ Procfile })).toEqual([])
  })

  it('are given plain requests where the router of Channels has none for them', () => {
    const alone = (asgi: string) => read({ 'shop/asgi.py': asgi }).socketsAlone ?? false
    expect(alone("application = ProtocolTypeRouter({'websocket': URLRouter([])})\n")).toBe(true)
    expect(alone("application = ProtocolTypeRouter({'http': app, 'websocket': URLRouter([])})\n")).toBe(false)
    expect(alone("application = ProtocolTypeRouter({**more, 'websocket': URLRouter([])})\n")).toBe(false)
    expect(alone('application = ProtocolTypeRouter(routes)\n')).toBe(false)
    expect(alone("application = ProtocolTypeRouter({'websocket': a, 'channel': b})\n")).toBe(true)
  })

  it('are given plain requests where one of two routers has none for them, whichever of them is run', () => {
    const files = {
      'shop/asgi.py': "application = ProtocolTypeRouter({'http': app, 'websocket': a})\n",
      'shop/routing.py': "application = ProtocolTypeRouter({'websocket': a})\n",
    }
    expect(read(files).socketsAlone).toBe(true)
  })

  it('are not the workers of Channels that are told no channel', () => {
    const asgi = { 'shop/asgi.py': 'application = ProtocolTypeRouter({})\n' }
    const worker = (line: string, files = asgi) => programs({ ...files, Procfile: `worker: ${line}\n` })
    expect(worker('python manage.py runworker --settings=shop.settings -v 2')).toEqual([])
    expect(worker('python manage.py runworker thumbnails -v2')).toHaveLength(1)
    expect(worker('python manage.py runworker -v2', { 'shop/asgi.py': '' })).toHaveLength(1)
  })
})

describe('units of systemd', () => {
  const unit = (type: string) => `[Service]\nType=${type}\nExecStart=/srv/venv/bin/python manage.py tidy\n`
  const scheduled = (timer: string) =>
    read({ 'etc/tidy.service': unit('oneshot'), 'etc/tidy.timer': `[Timer]\n${timer}\n` })

  it('keep running what no timer starts', () => {
    expect(programs({ 'etc/tidy.service': unit('simple') })).toEqual(['tidy: python manage.py tidy'])
    expect(programs({ 'etc/tidy.service': unit('oneshot') })).toEqual([])
  })

  it.each([
    ['OnCalendar=daily', '0 0 * * *'],
    ['OnCalendar=*:0/5', '*/5 * * * *'],
    ['OnCalendar=*-*-* 03:30:00', '30 3 * * *'],
    ['OnCalendar=Mon..Fri 03:30', 'Mon..Fri 03:30'],
    ['OnBootSec=1min\nOnUnitActiveSec=10min', '*/10 * * * *'],
  ])('are run by the clock where %s says so', (timer, when) => {
    const found = scheduled(timer)
    expect(found.programs).toEqual([])
    expect(found.scheduled).toMatchObject([{ when, command: 'python manage.py tidy' }])
  })
})

describe('compose files', () => {
  const compose = (services: string) => ({ 'compose.yml': `services:\n${services}` })
  const command = (body: string) => ({
    'shop/management/commands/refresh.py': `class Command(BaseCommand):\n    def handle(self):\n        ${body}\n`,
  })

  it('name one worker once, however manage.py is started', () => {
    const files = compose('  q:\n    command: [uv, run, python, -m, manage, qcluster]\n')
    expect(programs(files, apps('django_q'))).toEqual(['worker: python manage.py qcluster'])
  })

  it('name a script by where it lies in their image: it runs where it lies here', () => {
    const service = (script: string) => ({
      'compose.yml': `services:\n  logger:\n    restart: always\n    command: python ${script} --all\n`,
      'misc/scripts/logger.py': 'while True:\n    pass\n',
    })
    const here = ['logger: python misc/scripts/logger.py --all']
    expect(programs(service('/build/misc/scripts/logger.py'))).toEqual(here)
    expect(programs(service('misc/scripts/logger.py'))).toEqual(here)
    expect(programs(service('/opt/elsewhere.py'))).toEqual([])
  })

  it('keep the site itself, what is for development and what ends by itself out', () => {
    const site = '  app:\n    entrypoint: python /app/start.py\n    ports: ["8000:8000"]\n'
    expect(programs(compose(site))).toEqual([])
    expect(programs(compose('  bot:\n    command: python bot.py\n'))).toEqual(['bot: python bot.py'])
    expect(programs(compose('  bot-dev:\n    command: python bot.py\n'))).toEqual([])
    const refresh = compose('  refresh:\n    command: python manage.py refresh\n')
    const again = compose('  refresh:\n    restart: always\n    command: python manage.py refresh\n')
    const going = ['refresh: python manage.py refresh']
    expect(programs({ ...refresh, ...command('Shop.load()') })).toEqual([])
    expect(programs({ ...refresh, ...command('while True: Shop.load()') })).toEqual(going)
    expect(programs({ ...again, ...command('Shop.load()') })).toEqual(going)
    expect(programs(refresh)).toEqual(going)
    const asked = compose('  refresh:\n    profiles: [cli]\n    command: python manage.py refresh\n')
    expect(programs({ ...asked, ...command('while True: Shop.load()') })).toEqual([])
  })

  it('have services of other projects of the repository', () => {
    const services = (context: string) =>
      compose(`  sum:\n    build: { context: ${context} }\n    command: python collect.py\n`)
    const inBackend = (context: string) =>
      readProcesses({
        tree: memoryTree({ ...services(context), 'src/backend/manage.py': '' }),
        directory: 'src/backend',
        pythonPath: ['src/backend'],
        settingsFiles: [],
        values: new Map(),
      }).programs.map(({ name }) => name)
    expect(inBackend('./src/agents')).toEqual([])
    expect(inBackend('./src/backend')).toEqual(['sum'])
    expect(inBackend('.')).toEqual(['sum'])
  })
})

describe('the interface', () => {
  it('is not that of another application in the same repository', () => {
    const files = {
      'shop/wsgi.py': 'get_wsgi_application()',
      'agents/server.py': 'app = FastAPI()',
      'shop/asgi.py': 'application = get_asgi_application()',
    }
    expect(read(files).interface.value).toBe('wsgi')
    const mounted = { ...files, 'shop/asgi.py': 'from agents.server import app\napplication = app' }
    expect(read(mounted).interface.value).toBe('asgi')
  })

  it('is not that of the script of a package beside the project', () => {
    const interfaceBeside = (files: Record<string, string>) =>
      readProcesses({
        tree: memoryTree({
          'src/api/start.sh': 'uvicorn api.main:app\n',
          'src/web/manage.py': '',
          'src/web/shop/wsgi.py': 'get_wsgi_application()',
          ...files,
        }),
        directory: 'src/web',
        pythonPath: ['src/web'],
        settingsFiles: [],
        values: new Map(),
      }).interface.value
    expect(interfaceBeside({})).toBe('asgi')
    expect(interfaceBeside({ 'src/api/pyproject.toml': '' })).toBe('wsgi')
    expect(
      interfaceBeside({ 'src/web/bin/start.sh': 'daphne shop.asgi\n', 'src/web/pyproject.toml': '' }),
    ).toBe('asgi')
  })

  it('is ASGI for websockets, and for nothing less', () => {
    const asgi = (router: string) => ({
      'shop/asgi.py': `application = ${router}`,
      'shop/wsgi.py': 'get_wsgi_application()',
    })
    expect(read(asgi(`ProtocolTypeRouter({'http': x, 'websocket': y})`)).interface.value).toBe('asgi')
    expect(read(asgi(`ProtocolTypeRouter({'http': get_asgi_application()})`)).interface.value).toBe('wsgi')
    expect(read({ Procfile: 'web: uvicorn shop.asgi:application' }).interface.value).toBe('asgi')
    expect(read({ 'shop/asgi.py': 'application = get_asgi_application()' }).interface.value).toBe('asgi')
  })

  it('is ASGI where Daphne stands before runserver, unless production says otherwise', () => {
    const both = {
      'shop/asgi.py': 'application = get_asgi_application()',
      'shop/wsgi.py': 'application = get_wsgi_application()',
    }
    const stated = { ...both, Procfile: 'web: gunicorn shop.wsgi' }
    expect(read(both, apps('daphne')).interface.value).toBe('asgi')
    expect(read(both, apps('channels')).interface.value).toBe('wsgi')
    expect(read(stated, apps('daphne')).interface.value).toBe('wsgi')
  })
})

it('finds what is to be run by the clock', () => {
  const crontab = '0 3 * * * python manage.py clean > /var/log/clean.log\n'
  const files = {
    'cron.json': '{"jobs": [{"command": "0 3 * * * python manage.py clean"}]}',
    'devops/production/crontab': crontab,
    'devops/staging/crontab': crontab.replace('3', '4'),
  }
  const jobs = list(list(text('5 * * * *'), text('shop.cron.mail')))
  expect(
    read(files, { CRONJOBS: jobs }).scheduled.map(({ when, command }) => `${when} | ${command}`),
  ).toEqual([
    '0 3 * * * | python manage.py clean',
    '5 * * * * | python manage.py shell -c "from shop.cron import mail as job; job()"',
  ])
})

it('finds it also where manage is started as a module', () => {
  const files = { crontab: '0 3 * * * python -m manage clean\n' }
  expect(read(files).scheduled.map(({ when, command }) => `${when} | ${command}`)).toEqual([
    '0 3 * * * | python manage.py clean',
  ])
})

it('tells memcached from memory', () => {
  const cache = (backend: string, location = ''): Record<string, Value> => ({
    CACHES: {
      type: 'dict',
      entries: [
        [
          text('default'),
          {
            type: 'dict',
            entries: [
              [text('BACKEND'), { ...text(backend), place: { file: 's.py', line: 1 } }],
              [text('LOCATION'), text(location)],
            ],
          },
        ],
      ],
    },
  })
  expect(read({}, cache('django.core.cache.backends.memcached.PyMemcacheCache')).services).toHaveLength(1)
  const brought = (location: string) =>
    read({}, cache('django.core.cache.backends.memcached.PyMemcacheCache', location)).services[0]?.package
  expect(brought('127.0.0.1:11211')).toBe('memcached')
  expect(brought('cache.example:11211')).toBeUndefined()
  expect(brought('')).toBeUndefined()
  expect(read({}, cache('django.core.cache.backends.locmem.LocMemCache')).services).toHaveLength(0)
  expect(read({}, cache('django_redis.cache.RedisCache')).redis.value).toBe(true)
})

describe('another server that the code asks', () => {
  const asks = 'from kafka import KafkaConsumer\n'
  const services = (files: Record<string, string>) => read(files).services.map(({ name }) => name)

  it('is wanted by the site', () => {
    expect(services({ 'shop/__init__.py': '', 'shop/events.py': asks })).toEqual(['kafka'])
    expect(services({ 'events.py': asks, 'shop/views.py': 'import events\n' })).toEqual(['kafka'])
    expect(services({ 'events.py': asks, Procfile: 'worker: python events.py\n' })).toEqual(['kafka'])
  })

  it('is not wanted for a script that nothing imports', () => {
    expect(services({ 'kafka_consumer.py': asks, 'shop/views.py': 'import json\n' })).toEqual([])
  })
})

describe('a shell line', () => {
  it.each([
    [
      'cd app && exec celery -A "my app" worker',
      [
        ['cd', 'app'],
        ['celery', '-A', 'my app', 'worker'],
      ],
    ],
    ['PORT=80 poetry run gunicorn x # web', [['gunicorn', 'x']]],
    [`bash -c 'python manage.py migrate; gunicorn x'`, [['gunicorn', 'x']]],
    ['newrelic-admin run-program celery worker', [['celery', 'worker']]],
    [`unfinished 'quote`, [['unfinished', 'quote']]],
  ])('%s', (line, commands) => {
    expect(simpleCommands(line)).toEqual(commands)
  })
})
