import { describe, expect, it } from 'vitest'
import { parse } from '../../config/parse.ts'
import { fromEnvironment, settingsOf } from '../data/settings.fixture.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { judgeProcesses } from './judge-processes.ts'
import type { ProcessesQuestion } from './processes-question.ts'
import { readProcesses } from './read-processes.ts'

const input = {
  tree: memoryTree({ 'shop/search.py': 'from elasticsearch import Elasticsearch\n', 'shop/__init__.py': '' }),
  directory: '',
  pythonPath: [''],
  settingsFiles: [],
  values: new Map(),
}

/** The choices of a cabestan.yaml that says nothing about processes. */
const silent = {
  choices: { processes: {}, schedule: {}, interface: null },
  hooks: null,
  asgi: null,
  django: null,
}

const address = {
  name: 'ES_URL',
  role: 'own',
  type: 'text',
  secret: false,
  needed: false,
  default: 'http://localhost:9200',
  places: [],
} as const

function judged(environment: ProcessesQuestion['environment'], given: readonly string[] = []) {
  const rest = { environment, given, packages: [], redis: true, ...silent }
  return judgeProcesses({ input, processes: readProcesses(input), ...rest })
}

describe('a service that Cabestan does not set up', () => {
  it('is asked for where its address comes from the environment, and no more once that is given', () => {
    expect(judged([address])).toMatchObject([
      { code: 'processes.service', wants: 'question', values: { key: 'ES_URL' } },
    ])
    expect(judged([address], ['ES_URL'])).toEqual([])
  })

  it('is not reached by what measures the site', () => {
    const measuring = { ...address, name: 'ELASTIC_APM_SERVER_URL' }
    expect(judged([measuring, address])).toMatchObject([{ values: { key: 'ES_URL' } }])
  })

  it('is a change to the project where nothing names it', () => {
    expect(judged([])).toMatchObject([{ code: 'processes.service', wants: 'change' }])
  })
})

it('websockets of Channels 1 are told, which has its routes among the settings', () => {
  const codes = (layer: string) => {
    const values = settingsOf({ CHANNEL_LAYERS: { default: { [layer]: 'shop.routing.routes' } } })
    const all = { ...input, tree: memoryTree({}), values }
    const rest = { environment: [], given: [], packages: [], redis: true, ...silent }
    return judgeProcesses({ input: all, processes: readProcesses(all), ...rest }).map(({ code }) => code)
  }
  expect(codes('ROUTING')).toEqual(['processes.channels-1'])
  expect(codes('BACKEND')).toEqual([])
})

describe('a RabbitMQ', () => {
  const broker = { ...address, name: 'RABBIT_HOST', role: 'broker-url', needed: true } as const
  const found = (packages: readonly string[], environment = [broker], given: readonly string[] = []) => {
    const rabbitmq = { value: true, certainty: 'stated', places: [] } as const
    const processes = { ...readProcesses(input), services: [], rabbitmq }
    return judgeProcesses({ input, processes, environment, given, packages, redis: true, ...silent })
  }

  it('of containers has Redis in its place, unless nobody wants one', () => {
    const text = { type: 'text', text: 'amqp://guest:guest@rabbitmq:5672//', flavour: 'str' } as const
    const inContainers = { ...input, values: new Map([['CELERY_BROKER_URL', text]]) }
    const rabbitmq = { value: true, certainty: 'stated', places: [] } as const
    const processes = { ...readProcesses(input), services: [], rabbitmq }
    const codes = (redis: boolean) =>
      judgeProcesses({
        ...{ input: inContainers, processes, redis },
        ...{ environment: [], given: [], packages: [], ...silent },
      }).map(({ code }) => code)
    expect(codes(true)).toEqual(['processes.rabbitmq-replaced'])
    expect(codes(false)).toEqual(['processes.rabbitmq'])
  })

  it('is asked for where the settings cannot do without its address', () => {
    expect(found([])).toMatchObject([{ code: 'processes.rabbitmq', wants: 'question' }])
    expect(found([], [broker], ['RABBIT_HOST'])).toMatchObject([{ severity: 'warning' }])
    expect(found(['rabbitmq-server'])).toEqual([])
  })
})

describe('what is run by the clock', () => {
  const found = (command: string) => {
    const tree = memoryTree({ 'cron.json': JSON.stringify([`0 3 * * * ${command}`]) })
    const processes = readProcesses({ ...input, tree })
    return judgeProcesses({
      input: { ...input, tree },
      processes,
      environment: [],
      given: [],
      packages: [],
      redis: true,
      ...silent,
    })
  }

  it('is done by the server, and said', () => {
    expect(found('python manage.py clean --days 3')).toMatchObject([
      {
        code: 'processes.scheduled',
        severity: 'note',
        values: { commands: '0 3 * * * python manage.py clean --days 3' },
      },
    ])
  })

  it('is asked for where a script of another platform does it', () => {
    expect(found('$ROOT/clevercloud/clean.sh')).toMatchObject([
      { code: 'processes.not-scheduled', severity: 'warning' },
    ])
    expect(found('bash bin/backup.sh')).toMatchObject([{ code: 'processes.not-scheduled' }])
  })
})

describe('the Redis of a queue', () => {
  const said = (app: string, plain: Parameters<typeof settingsOf>[0]) => {
    const own = { ...input, tree: memoryTree({}), values: settingsOf({ INSTALLED_APPS: [app], ...plain }) }
    const rest = { environment: [], given: [], packages: [], redis: true, ...silent }
    return judgeProcesses({ input: own, processes: readProcesses(own), ...rest }).filter(
      ({ code }) => code === 'processes.redis-written-down',
    )
  }
  const made = (named: Parameters<typeof settingsOf>[0] = {}) =>
    ({
      type: 'object',
      name: 'RedisHuey',
      positional: [],
      named: Object.fromEntries(settingsOf(named)),
    }) as const
  const atHome = { mails: { HOST: 'localhost', PORT: 6379 } }

  it.each([
    ['made with the usual one', made()],
    ['made with an address', made({ url: 'redis://redis:6379/1' })],
    [
      'one of two',
      { type: 'choice', of: [...settingsOf({ one: { url: 'redis://localhost' }, two: {} }).values()] },
    ],
  ] as const)('is not the one that Huey finds which is %s', (_, huey) => {
    expect(said('huey.contrib.djhuey', { HUEY: huey })).toMatchObject([
      { severity: 'warning', values: { settings: 'HUEY' } },
    ])
  })

  it('is warned of where nobody knows which queues there will be', () => {
    const either = { type: 'choice', of: [...settingsOf({ one: atHome, two: {} }).values()] } as const
    expect(said('django_rq', { RQ_QUEUES: either })).toMatchObject([{ values: { settings: 'RQ_QUEUES' } }])
  })

  it.each([
    ['django_rq', 'RQ_QUEUES', atHome],
    ['django_q', 'Q_CLUSTER', { redis: { host: '127.0.0.1', port: 6379 } }],
    ['huey.contrib.djhuey', 'HUEY', { connection: { host: 'localhost' } }],
    ['huey.contrib.djhuey', 'HUEY', made({ host: 'queue.example' })],
  ])('is put into a dictionary, and stays where it is elsewhere: %s', (app, setting, value) => {
    expect(said(app, { [setting]: value })).toEqual([])
  })

  it('comes from the environment, whatever stands in for that', () => {
    const url = fromEnvironment('REDIS_URL', 'redis://localhost:6379/0')
    expect(said('django_rq', { RQ_QUEUES: { default: { URL: url } } })).toEqual([])
  })
})

it('a Redis on another host, written down outright, is told to give way', () => {
  const hosts = (settings: Parameters<typeof settingsOf>[0], redis = true) => {
    const all = { ...input, tree: memoryTree({}), values: settingsOf(settings) }
    const wanted = { value: true, certainty: 'stated', places: [] } as const
    const processes = { ...readProcesses(all), redis: wanted }
    const rest = { environment: [], given: [], packages: [], redis, ...silent }
    return judgeProcesses({ input: all, processes, ...rest }).flatMap(({ code, values }) =>
      code === 'processes.redis-over-there' ? [values['hosts']] : [],
    )
  }
  const broker = 'redis://:pw@redis.shop.example:6379/0'
  const CACHES = { default: { LOCATION: 'rediss://cache.shop.example/1' } }
  expect(hosts({ CELERY_BROKER_URL: broker, CACHES })).toEqual(['redis.shop.example, cache.shop.example'])
  expect(hosts({ CELERY_BROKER_URL: broker }, false)).toEqual([])
  expect(hosts({ CELERY_BROKER_URL: 'redis://redis:6379/0', REDIS_URL: 'redis://127.0.0.1/1' })).toEqual([])
})

describe('what cabestan.yaml says of processes', () => {
  const project = {
    ...input,
    tree: memoryTree({
      crontab: '0 4 * * * python manage.py clearsessions\n',
      Procfile: 'worker: python manage.py mails\nweb: gunicorn shop.wsgi\n',
      'shop/__init__.py': '',
    }),
  }
  const said = (text: string, more: Partial<ProcessesQuestion> = {}) => {
    const { project: choices, hooks } = parse(
      `app: shop\nserver: root@203.0.113.10\n${text}`,
      'cabestan.yaml',
    )
    const rest = { environment: [], given: [], packages: [], redis: true }
    return judgeProcesses({
      ...{ input: project, processes: readProcesses(project), ...rest, ...silent, choices, hooks },
      ...more,
    })
  }
  const places = [{ file: 'cabestan.yaml' }]

  it('is a mistake where nothing of that name was found, and stops a release that has nothing to run', () => {
    expect(said('processes: {wroker: false}')).toContainEqual({
      ...{ code: 'processes.not-found', severity: 'warning', places },
      values: { key: 'processes.wroker', names: 'worker' },
    })
    expect(said('processes: {wroker: {count: 2}}')).toContainEqual(
      expect.objectContaining({ code: 'processes.not-found', severity: 'error', wants: 'question' }),
    )
    expect(said('schedule: {clear: false}')).toContainEqual(
      expect.objectContaining({ values: { key: 'schedule.clear', names: 'clearsessions' } }),
    )
  })

  it('is none where it fits, or has a command of its own', () => {
    const fits = 'processes: {worker: {count: 2}, mails: manage.py mails}\nschedule: {clearsessions: false}'
    expect(said(fits)).toEqual([])
  })

  it('is told where it runs what the project has under another name, or has not at all', () => {
    const tree = memoryTree({
      'shop/management/commands/rappels.py': '',
      'shop/management/commands/_base.py': '',
      'bots/telegram.py': '',
    })
    const told = (text: string) =>
      said(text, { input: { ...project, tree } }).map(({ code, severity, values }) => [
        code,
        severity,
        values,
      ])
    const unknown = (values: object) => ['processes.unknown-command', 'warning', values]
    expect(told('schedule: {mails: {at: "0 8 * * *", command: manage.py rappel}}')).toContainEqual(
      unknown({ key: 'schedule.mails', command: 'rappel', nearest: 'rappels' }),
    )
    expect(told('processes: {clear: manage.py clearsession}')).toContainEqual(
      unknown({ key: 'processes.clear', command: 'clearsession', nearest: 'clearsessions' }),
    )
    expect(told('processes: {bot: python bots/telegramm.py}')).toContainEqual([
      'processes.missing-script',
      'warning',
      { key: 'processes.bot', file: 'bots/telegramm.py' },
    ])
    expect(
      told(
        'hooks: {before: manage.py rappel, after: python bots/telegramm.py, notify: {command: manage.py rapels}}',
      ),
    ).toEqual([
      expect.arrayContaining(['processes.scheduled']),
      unknown({ key: 'hooks.before', command: 'rappel', nearest: 'rappels' }),
      ['processes.missing-script', 'warning', { key: 'hooks.after', file: 'bots/telegramm.py' }],
      unknown({ key: 'hooks.notify.command', command: 'rapels', nearest: 'rappels' }),
    ])
    const bare = (key: string, command: string) => ['processes.bare-command', 'warning', { key, command }]
    expect(told('schedule: {clear: {at: "0 8 * * *", command: clearsessions}}')).toContainEqual(
      bare('schedule.clear', 'clearsessions'),
    )
    expect(told('hooks: {before: rappels --all}')).toContainEqual(bare('hooks.before', 'rappels'))
    const right = [
      'tried: test -e /etc/motd',
      'mails: manage.py rappels',
      'clear: manage.py clearsessions',
      'bot: python bots/telegram.py',
      'other: manage.py of_some_package',
      'module: python -m bots.telegram',
      'elsewhere: python /opt/bot.py',
    ]
    expect(told(`processes: {${right.join(', ')}}`).map(([code]) => code)).not.toContainEqual(
      expect.stringMatching(/unknown-command|missing-script|bare-command/),
    )
  })

  it('is told with the commands that are left', () => {
    const left = said('').find(({ code }) => code === 'processes.scheduled')
    expect(left?.values).toEqual({ commands: '0 4 * * * python manage.py clearsessions' })
  })

  it('is ASGI only where there is one', () => {
    const asgi = { value: 'asgi', certainty: 'stated', places } as const
    const processes = { ...readProcesses(project), scheduled: [], interface: asgi }
    const codes = (more: Partial<ProcessesQuestion>) =>
      said('interface: asgi', { processes, ...more }).map(({ code }) => code)
    expect(codes({ django: '2.2' })).toEqual(['processes.no-asgi'])
    expect(codes({ django: '2.2', asgi: 'shop.routing.application' })).toEqual([])
    expect(codes({ django: '3.2' })).toEqual([])
  })
})
