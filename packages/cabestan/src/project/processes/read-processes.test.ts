import { describe, expect, it } from 'vitest'
import type { Value } from '../python/values.ts'
import { apps, celery, programs, read, text } from './processes.fixture.ts'

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
