import { describe, expect, it } from 'vitest'
import { parse } from '../config/parse.ts'
import { readProject } from '../project/read.ts'
import { memoryTree } from '../project/tree/memory-tree.ts'
import { decidedReading } from './decided-reading.ts'

const tree = memoryTree({
  'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
  'shop/__init__.py': '',
  'shop/settings.py': [
    'ROOT_URLCONF = "shop.urls"',
    'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "shop"}}',
  ].join('\n'),
  'shop/urls.py': '',
  'shop/celery.py': 'from celery import Celery\napp = Celery("shop")\n',
  Procfile: 'worker: celery -A shop worker\n',
  crontab: '0 4 * * * python manage.py clearsessions\n',
  'package.json': '{"scripts": {"build": "vite build"}}',
  'requirements.txt': 'django==5.2\ncelery\n',
})

function decided(text: string) {
  const configuration = parse(
    `app: shop\nserver: root@203.0.113.10\n${text}`,
    '/home/anna/shop/cabestan.yaml',
  )
  return decidedReading(readProject(tree, { start: '', choices: {} }), configuration)
}

const places = [{ file: 'cabestan.yaml' }]

describe('what cabestan.yaml decides', () => {
  it('is shown in the place of what was read, from there', () => {
    const text = [
      'database: sqlite',
      'redis: true',
      'page: /hello/',
      'processes: { worker: celery -A shop worker -c 1, mails: manage.py mails }',
      'schedule: { clearsessions: { at: "@daily", command: manage.py clearsessions } }',
      'front_end: laptop',
    ]
    const { data, processes, page, frontEnd } = decided(text.join('\n'))
    expect(data.database).toMatchObject({ name: null, engine: { value: 'sqlite', places } })
    expect(processes.redis).toMatchObject({ value: true, places: [places[0], { file: 'shop/celery.py' }] })
    expect(page).toEqual({ value: '/hello/', certainty: 'stated', places })
    expect(processes.programs.map(({ name, argv, place }) => [name, argv.join(' '), place.file])).toEqual([
      ['worker', 'celery -A shop worker -c 1', 'cabestan.yaml'],
      ['mails', 'manage.py mails', 'cabestan.yaml'],
    ])
    expect(processes.scheduled.map(({ when, place }) => [when, place.file])).toEqual([
      ['@daily', 'cabestan.yaml'],
    ])
    expect(frontEnd).toMatchObject({ built: 'laptop', places: [...places, { file: 'package.json' }] })
  })

  it('is what it takes away', () => {
    const { processes } = decided(
      'redis: false\nprocesses: { worker: false }\nschedule: { clearsessions: false }',
    )
    expect(processes).toMatchObject({ programs: [], scheduled: [], redis: { value: false, places } })
  })

  it('has the places of the project too where that says the same', () => {
    const { data, settings, where } = decided('database: postgresql\nsettings: shop.settings\ndirectory: .')
    const [first, second] = data.database.engine.places
    expect([first?.file, second?.file]).toEqual(['cabestan.yaml', 'shop/settings.py'])
    expect(data.database.name).toBe('shop')
    expect(settings.module.places[0]).toEqual(places[0])
    expect(where.directory).toMatchObject({ value: '', places: [places[0], { file: 'manage.py' }] })
  })

  it('is a database of the owner’s own', () => {
    expect(decided('database: own').data.database.own).toEqual(places[0])
  })

  it('is nothing where the file is silent', () => {
    const reading = readProject(tree, { start: '', choices: {} })
    expect(decided('').processes).toEqual(reading.processes)
    expect(decided('').data).toEqual(reading.data)
  })
})
