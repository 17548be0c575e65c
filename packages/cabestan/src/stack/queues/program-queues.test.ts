import { describe, expect, it } from 'vitest'
import { readProject } from '../../project/read.ts'
import { memoryTree } from '../../project/tree/memory-tree.ts'
import type { RedisConnection } from '../../render/settings/redis.ts'
import { programQueues } from './program-queues.ts'

const own = (database: number) => [
  'redis://:',
  { key: 'REDIS_PASSWORD' },
  '@127.0.0.1:',
  { key: 'REDIS_PORT' },
  `/${database}`,
]
const overlay = {
  redis: {
    urls: ['CELERY_BROKER_URL'],
    caches: [{ alias: 'tasks', database: 2 }],
    channelLayers: [],
    connections: [],
  },
}

/** The queues of a project with these lines in its settings and this worker. */
function queuesOf(
  worker: string,
  settings: string,
  more: {
    celery?: string
    redis?: boolean
    database?: 'postgresql' | 'project'
    connections?: RedisConnection[]
  } = {},
) {
  const files = {
    'requirements.txt': 'Django==5.2\ncelery==5.4\n',
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': `import os\nSECRET_KEY = 'x'\nINSTALLED_APPS = []\nROOT_URLCONF = 'shop.urls'\n${settings}\n`,
    'shop/urls.py': 'urlpatterns = []\n',
    'shop/celery.py': `from celery import Celery\napp = Celery('shop')\n${more.celery ?? ''}\n`,
    'shop/tasks.py': 'from celery import shared_task\n@shared_task\ndef tell():\n    pass\n',
  }
  const reading = readProject(memoryTree(files), { start: '', choices: {} })
  const question = {
    argv: worker.split(' '),
    reading,
    overlay: {
      ...(more.redis === false
        ? { redis: null }
        : { redis: { ...overlay.redis, connections: more.connections ?? [] } }),
      database: { type: more.database ?? 'project' },
    },
  }
  return programQueues(question).queues
}
/** The keys of queues that are in a Redis. */
const redisQueues = (...given: Parameters<typeof queuesOf>) =>
  queuesOf(...given)?.flatMap((queue) => ('keys' in queue ? [queue] : [])) ?? null
const namesOf = (...given: Parameters<typeof queuesOf>) => queuesOf(...given)?.map(({ name }) => name)
const worker = 'celery -A cabestan_shop worker'

describe('Celery', () => {
  const broker = "CELERY_BROKER_URL = 'redis://localhost'"

  it('waits in one list for each priority of its queue', () => {
    expect(queuesOf(worker, broker)).toEqual([
      {
        name: 'celery',
        keys: ['celery', 'celery\x06\x163', 'celery\x06\x166', 'celery\x06\x169'].map((key) => ({
          key,
          type: 'list',
        })),
        address: own(0),
      },
    ])
  })

  it.each([
    [`${worker} -Q mail,images`, '', ['mail', 'images']],
    [`${worker} --queues=mail`, '', ['mail']],
    [worker, "CELERY_TASK_DEFAULT_QUEUE = 'shop'", ['shop']],
    [worker, "CELERY_TASK_QUEUES = [Queue('a'), Queue(name='b')]", ['a', 'b']],
    [worker, "CELERY_TASK_QUEUES = {'a': {}, 'b': {}}", ['a', 'b']],
    [worker, 'CELERY_TASK_QUEUES = made_somewhere()', undefined],
  ])('%s with %s', (argv, line, names) => {
    expect(namesOf(argv, `from kombu import Queue\n${broker}\n${line}`)).toEqual(names)
  })

  it('has its usual queue where the code that makes it says so', () => {
    expect(namesOf(worker, broker, { celery: "app.conf.task_default_queue = 'shop'" })).toEqual(['shop'])
  })

  it('has its keys as the transport is told', () => {
    const options = "{'global_keyprefix': 'shop:', 'sep': ':', 'priority_steps': [0, 5]}"
    const [queue] = redisQueues(worker, `${broker}\nCELERY_BROKER_TRANSPORT_OPTIONS = ${options}`) ?? []
    expect(queue?.keys.map(({ key }) => key)).toEqual(['shop:celery', 'shop:celery:5'])
  })

  it('is null where it waits in something else', () => {
    expect(queuesOf(worker, "CELERY_BROKER_URL = 'amqp://localhost'", { redis: false })).toBeNull()
  })

  it('is nothing of beat’s', () => {
    expect(queuesOf('celery -A cabestan_shop beat', broker)).toBeUndefined()
  })
})

describe('RQ', () => {
  const queues = `RQ_QUEUES = {
    'default': {'URL': os.environ.get('REDIS_URL', 'redis://localhost')},
    'parts': {'HOST': os.environ['QUEUE_HOST'], 'PORT': 6379, 'PASSWORD': os.environ['QUEUE_PASSWORD'], 'DB': 3},
    'cache': {'USE_REDIS_CACHE': 'tasks'},
    'literal': {'HOST': 'localhost', 'PORT': 6379},
}`
  const addressesOf = (argv: string) => redisQueues(argv, queues)?.map(({ address }) => address)

  it('waits in a list with the name of its queue', () => {
    expect(queuesOf('python -m cabestan_shop.manage rqworker', queues)).toEqual([
      {
        name: 'default',
        keys: [{ key: 'rq:queue:default', type: 'list' }],
        address: [{ key: 'REDIS_URL' }],
      },
    ])
  })

  it('is asked where the environment says', () => {
    const address = [
      'redis://',
      ':',
      { key: 'QUEUE_PASSWORD' },
      '@',
      { key: 'QUEUE_HOST' },
      ':',
      '6379',
      '/',
      '3',
    ]
    expect(addressesOf('rqworker parts cache --with-scheduler')).toEqual([address, own(2)])
  })

  it('is null where the code itself says where', () => {
    expect(queuesOf('rqworker default literal', queues)).toBeNull()
    expect(queuesOf('rqworker', '')).toBeNull()
  })
})

describe('Huey', () => {
  const url = "os.environ['REDIS_URL']"
  const keysOf = (line: string) =>
    redisQueues('manage.py run_huey', `from huey import RedisHuey\n${line}`)?.map(
      ({ name, keys, address }) => [name, ...keys.map(({ key, type }) => `${key} ${type}`), address],
    )

  it.each([
    [`HUEY = {'name': 'shop', 'url': ${url}}`, ['shop', 'huey.redis.shop list']],
    [
      `HUEY = {'huey_class': 'huey.PriorityRedisHuey', 'name': 'shop', 'connection': {'url': ${url}}}`,
      ['shop', 'huey.redis.shop sorted-set'],
    ],
    [
      `HUEY = RedisHuey('My-shop', url=${url})`,
      ['My-shop', 'huey.redis.Myshop list', 'huey.redis.yshop list'],
    ],
  ])('%s', (line, expected) => {
    expect(keysOf(line)).toEqual([[...expected, [{ key: 'REDIS_URL' }]]])
  })

  it.each([
    `HUEY = {'huey_class': 'huey.SqliteHuey', 'name': 'shop', 'url': ${url}}`,
    "HUEY = {'name': 'shop'}",
    `HUEY = {'url': ${url}}`,
    '',
  ])('null: %s', (line) => {
    expect(queuesOf('manage.py run_huey', line)).toBeNull()
  })
})

describe('Django-Q', () => {
  const url = "os.environ['REDIS_URL']"
  const cluster = (lines: string, argv = 'manage.py qcluster') => redisQueues(argv, `Q_CLUSTER = {${lines}}`)

  it('waits in a list with the name of its cluster', () => {
    expect(cluster(`'name': 'shop', 'redis': ${url}`)).toEqual([
      { name: 'shop', keys: [{ key: 'django_q:shop:q', type: 'list' }], address: [{ key: 'REDIS_URL' }] },
    ])
    expect(cluster(`'redis': ${url}`)?.map(({ name }) => name)).toEqual(['default'])
    expect(cluster(`'name': 'a', 'cluster_name': 'b', 'redis': ${url}`)?.map(({ name }) => name)).toEqual([
      'b',
    ])
  })

  it('is asked where its Redis is, also where that is a cache', () => {
    const parts = "'redis': {'host': os.environ['QUEUE_HOST'], 'port': 6379, 'db': 1}"
    expect(cluster(parts)?.[0]?.address).toEqual(['redis://', { key: 'QUEUE_HOST' }, ':', '6379', '/', '1'])
    expect(cluster("'django_redis': 'tasks'")?.[0]?.address).toEqual(own(2))
  })

  it.each([
    `'redis': ${url}, 'orm': 'default'`,
    "'redis': {'host': 'localhost'}",
    "'django_redis': 'elsewhere'",
    `'name': os.environ['NAME'], 'redis': ${url}`,
    '',
  ])('null: %s', (lines) => expect(cluster(lines)).toBeNull())

  it('is null for a cluster of its own name, of which other settings may be said', () => {
    expect(cluster(`'redis': ${url}`, 'manage.py qcluster -n long')).toBeNull()
  })
})

describe('Dramatiq', () => {
  const redis = "'BROKER': 'dramatiq.brokers.redis.RedisBroker', 'OPTIONS': {'url': os.environ['REDIS_URL']}"
  const actors = `INSTALLED_APPS += ['django_dramatiq']\nDRAMATIQ_BROKER = {${redis}}`
  const code = "import dramatiq\n@dramatiq.actor(queue_name='mail')\ndef tell():\n    pass\n"

  it('waits in a list for each queue of its actors, or for those that the worker is told', () => {
    expect(redisQueues('manage.py rundramatiq', actors, { celery: code })).toEqual(
      ['default', 'mail'].map((name) => ({
        name,
        keys: [{ key: `dramatiq:${name}`, type: 'list' }],
        address: [{ key: 'REDIS_URL' }],
      })),
    )
    expect(namesOf('manage.py rundramatiq --queues a b --threads 2', actors)).toEqual(['a', 'b'])
  })

  it('is null where it waits in a RabbitMQ', () => {
    expect(queuesOf('manage.py rundramatiq', "INSTALLED_APPS += ['django_dramatiq']")).toBeNull()
  })
})

describe('what the overlay puts into the settings', () => {
  const at = (home: string[], database: string | { key: string } | null) => ({ home, database, edits: [] })
  const counted = (argv: string, settings: string, connection: ReturnType<typeof at>) =>
    redisQueues(argv, settings, { connections: [connection] })?.map(({ address }) => address) ?? null

  it('is counted there, in the database of the project', () => {
    const queues = "RQ_QUEUES = {'mail': {'HOST': 'localhost', 'PORT': 6379, 'DB': 3}}"
    expect(counted('rqworker mail', queues, at(['RQ_QUEUES', 'mail'], '3'))).toEqual([own(3)])
    expect(counted('rqworker mail', queues, at(['RQ_QUEUES', 'mail'], null))).toBeNull()
    expect(counted('rqworker mail', queues, at(['RQ_QUEUES', 'other'], '3'))).toBeNull()
    const huey = "HUEY = {'name': 'shop', 'connection': {'url': 'redis://localhost/4'}}"
    expect(counted('manage.py run_huey', huey, at(['HUEY', 'connection'], '4'))).toEqual([own(4)])
    const dramatiq = `INSTALLED_APPS += ['django_dramatiq']
DRAMATIQ_BROKER = {'BROKER': 'dramatiq.brokers.redis.RedisBroker', 'OPTIONS': {'host': 'localhost', 'db': 5}}`
    expect(
      counted('manage.py rundramatiq -Q mail', dramatiq, at(['DRAMATIQ_BROKER', 'OPTIONS'], '5')),
    ).toEqual([own(5)])
    const cluster = "Q_CLUSTER = {'name': 'shop'}"
    const parts = own(0).slice(0, -1)
    expect(counted('manage.py qcluster', cluster, at(['Q_CLUSTER', 'redis'], { key: 'REDIS_DB' }))).toEqual([
      [...parts, '/', { key: 'REDIS_DB' }],
    ])
  })
})

describe('in the database', () => {
  const orm = (more = '') => `Q_CLUSTER = {'name': 'shop', 'orm': 'default'${more}}`
  const inDatabase = (argv: string, settings = '') => queuesOf(argv, settings, { database: 'postgresql' })

  it('jobs are counted where the application has its PostgreSQL on the server', () => {
    expect(inDatabase('manage.py qcluster', orm())).toEqual([
      { name: 'shop', table: 'django_q_ormq', where: { key: 'shop' }, from: 'lock' },
    ])
    expect(inDatabase('python manage.py procrastinate worker')).toEqual([
      { name: 'procrastinate', table: 'procrastinate_jobs', where: { status: 'todo' } },
    ])
    expect(inDatabase('python manage.py process_tasks')).toMatchObject([{ table: 'background_task' }])
    expect(inDatabase('python manage.py db_worker')).toMatchObject([{ where: { status: 'READY' } }])
  })

  it.each([
    ['another alias', "Q_CLUSTER = {'orm': 'queue'}"],
    ['a class of its own', orm(", 'broker_class': 'shop.Broker'")],
    ['a name that is not known', "Q_CLUSTER = {'orm': 'default', 'name': os.environ['NAME']}"],
  ])('null: %s', (_, settings) => expect(inDatabase('manage.py qcluster', settings)).toBeNull())

  it('cannot be asked elsewhere', () => {
    expect(queuesOf('manage.py qcluster', orm())).toBeNull()
    expect(queuesOf('manage.py db_worker', '')).toBeNull()
  })
})

it('says of other queues that they cannot be asked, and nothing of what is none', () => {
  expect(queuesOf('python -m cabestan_shop.manage rundramatiq', '')).toBeNull()
  expect(queuesOf('python bot.py', '')).toBeUndefined()
})
