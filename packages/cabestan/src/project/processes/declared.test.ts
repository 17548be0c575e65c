import { describe, expect, it } from 'vitest'
import { memoryTree } from '../tree/memory-tree.ts'
import { apps, celery, list, programs, read, text } from './processes.fixture.ts'
import { readProcesses } from './read-processes.ts'
import { simpleCommands } from './shell-words.ts'

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

describe('start scripts', () => {
  const script = (text: string) => programs({ 'compose/production/start': `#!/bin/bash\n${text}` })

  it('keep running what nothing waits for', () => {
    expect(script('python bot.py\n')).toEqual(['bot-py: python bot.py'])
    expect(script('python bot.py &\nexec gunicorn shop.wsgi\n')).toEqual(['bot-py: python bot.py'])
    expect(script('if [ $MODE = bot ]; then\n  python bot.py\nfi\n')).toEqual(['bot-py: python bot.py'])
  })

  it('run once what they go on behind', () => {
    const look = `python -c "import shop.wsgi; print('imported')"\n`
    expect(script(`${look}python wait_for_database.py\nexec gunicorn shop.wsgi\n`)).toEqual([])
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

  it('say by the recipe of a Makefile what they run', () => {
    const files = compose('  queue:\n    restart: always\n    command: make run-queue\n')
    const makefile =
      '.PHONY: run-queue\nrun-queue: ## the worker\n\tpython3 wait.py\n\t@exec python3 \\\n\t\tbot/main.py --all\n\nhelp:\n\tpython3 help.py\n'
    expect(programs(files)).toEqual([])
    expect(programs({ ...files, Makefile: makefile })).toEqual(['queue: python bot/main.py --all'])
    const worker = { Makefile: 'work:\n\tmake run\nrun:\n\tcelery -A shop worker -Q mail\n', ...celery }
    expect(programs({ ...compose('  worker:\n    command: make work\n'), ...worker })).toEqual([
      'worker: celery -A shop worker --loglevel info -Q mail',
    ])
  })

  it('keep running no code that stands on the command line', () => {
    expect(programs({ 'compose/web/Dockerfile': `CMD ["python", "-c", "print('to come')"]\n` })).toEqual([])
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

it('finds the scripts of the project that its crontab runs, and nothing else of that machine', () => {
  const files = {
    crontab:
      '*/5 * * * * DEPLOY_PATH/scripts/notify.sh >> /var/log/cron.log 2>&1\n0 4 * * * bash /srv/tools/backup.sh\n5 4 * * * /usr/bin/certbot renew\n',
    'scripts/notify.sh': 'curl https://shop.example/alerts/\n',
  }
  expect(read(files).scheduled.map(({ when, command }) => `${when} | ${command}`)).toEqual([
    '*/5 * * * * | DEPLOY_PATH/scripts/notify.sh',
  ])
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
