import { ReleaseFile } from '@cabestan/protocol/orders'
import { Step, stepId } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { parse } from '../config/parse.ts'
import { overlayCases, readingOfCase, viewOf } from '../project/overlay/cases.fixture.ts'
import type { Reading } from '../project/reading.ts'
import { smallServer } from './facts.fixture.ts'
import { decide } from './needs.ts'
import { releaseFiles } from './release-files.ts'
import { releaseSteps } from './release-steps.ts'
import { type ReleaseView, releaseView } from './release-view.ts'
import { namesBeside, siteNames } from './site-names.ts'
import { workersFor } from './workers.ts'

const base = 'app: disquaire\nserver: root@203.0.113.10\n'

interface Wanted {
  readonly form?: string
  readonly text?: string
  readonly scale?: Record<string, number>
  readonly reading?: (reading: Reading) => Reading
}

/** The view of one of the small projects of tests/golden/overlay. */
async function viewFor({ form = 'celery-redis', text = '', scale = {}, reading = (r) => r }: Wanted = {}) {
  const project = overlayCases.find((each) => each.form === form)
  if (!project) throw new Error(form)
  const [read, overlay] = await Promise.all([readingOfCase(project), viewOf(project)])
  return releaseView({
    configuration: decide(parse(base + text, 'cabestan.yaml')),
    facts: smallServer,
    reading: reading(read),
    overlay,
    scale,
    addresses: ['203.0.113.10'],
  })
}

const celery = { type: 'celery-worker', place: { file: 'x' } } as const
const withPrograms =
  (...programs: [name: string, command: string][]) =>
  (reading: Reading): Reading => ({
    ...reading,
    processes: {
      ...reading.processes,
      programs: programs.map(([name, command]) => ({ ...celery, name, argv: command.split(' ') })),
    },
  })
const withSettings =
  (settings: Record<string, string>) =>
  (reading: Reading): Reading => ({
    ...reading,
    settings: {
      ...reading.settings,
      values: new Map([
        ...reading.settings.values,
        ...Object.entries(settings).map(([key, text]) => [key, { type: 'text', text } as never] as const),
      ]),
    },
  })

const contentOf = (view: ReleaseView, path: string) =>
  releaseFiles(view).find((file) => file.path === path)?.content ?? ''

describe('workers', () => {
  const alone = { postgres: false, redis: false, processes: 0 }
  const busy = { postgres: true, redis: true, processes: 3 }
  it.each([
    [1, 481, alone, 2, 1, 'drain'],
    [1, 481, busy, 1, 1, 'drain'],
    [1, 966, alone, 3, 1, 'drain'],
    [1, 966, busy, 2, 1, 'drain'],
    [2, 1963, busy, 5, 2, 'switch'],
    [8, 1963, busy, 11, 8, 'switch'],
    [4, 7900, alone, 9, 4, 'switch'],
    [512, 2_000_000, alone, 200, 200, 'switch'],
  ])('on %i cores and %i MB', (cores, memoryMegabytes, neighbours, all, first, growsAfter) => {
    expect(workersFor(null, { cores, memoryMegabytes }, neighbours)).toEqual({ all, first, growsAfter })
  })

  it('are as many as the owner says', () => {
    expect(workersFor(7, { cores: 1, memoryMegabytes: 481 }, alone)).toMatchObject({ all: 7, first: 1 })
  })
})

describe('the names of a site', () => {
  const server = {
    addresses: ['203.0.113.10', '10.0.0.5', '2001:DB8::1', 'fe80::1', 'vps.example'],
    hostname: 'Disquaire',
  }
  it('are its domains', () => {
    expect(siteNames(['a.example', '*.b.example'], server)).toEqual(['a.example', '*.b.example'])
  })

  it('are those that Django answers to: nginx hands on all of them', () => {
    expect(namesBeside([], server)).toEqual(siteNames([], server))
    expect(namesBeside(['a.example'], server)).toEqual(server.addresses)
  })

  it('or those of its server, as nginx writes them', () => {
    expect(siteNames([], server)).toEqual([
      '203.0.113.10',
      '10.0.0.5',
      '[2001:db8::1]',
      'vps.example',
      'disquaire',
    ])
    expect(siteNames([], { addresses: ['a;b'], hostname: '' })).toEqual([])
  })
})

describe('processes of a release', () => {
  it('start through the overlay, each worker under a name of its own', async () => {
    const view = await viewFor({
      reading: withPrograms(['worker', 'celery -A shop worker -l info'], ['beat', 'celery -A shop beat']),
      text: 'processes: {worker: {count: 2}}\n',
    })
    expect(contentOf(view, 'processes/worker')).toContain(
      'exec celery -A cabestan_disquaire worker -l info --hostname "worker-$CABESTAN_PROCESS@%h"\n',
    )
    expect(contentOf(view, 'processes/beat')).toContain(
      'exec celery -A cabestan_disquaire beat --schedule=/srv/disquaire/data/celerybeat-schedule --pidfile=\n',
    )
    expect(view.order.programs).toEqual([
      {
        ...{ name: 'worker', program: 'disquaire-worker', count: 2, runs: 'celery', stopSeconds: 600 },
        queues: [expect.objectContaining({ name: 'celery' })],
      },
      { name: 'beat', program: 'disquaire-beat', count: 1, runs: 'celery', stopSeconds: 30, rests: true },
    ])
  })

  it.each([
    ['celery -A shop beat --scheduler django_celery_beat.schedulers:DatabaseScheduler', '--pidfile='],
    ['celery -A shop beat -s /x --pidfile=/y', '-s /x --pidfile=/y'],
    ['celery -A shop worker -B -n one', '-n one --schedule=/srv/disquaire/data/celerybeat-schedule'],
    ['python manage.py run_huey', '-m cabestan_disquaire.manage run_huey'],
  ])('%s', async (command, end) => {
    const view = await viewFor({ reading: withPrograms(['worker', command]) })
    expect(contentOf(view, 'processes/worker').trimEnd().slice(-end.length)).toBe(end)
  })

  it('are stopped as they want it', async () => {
    const view = await viewFor({ reading: withPrograms(['worker', 'python manage.py run_huey']) })
    expect(view.programs.others).toMatchObject([{ stopSignal: 'INT', stopSeconds: 30 }])
  })

  it('are those that the owner says, as many as `scale` was told, and one beat at most', async () => {
    const view = await viewFor({
      reading: withPrograms(
        ['worker', 'celery -A shop worker'],
        ['beat', 'celery -A shop beat'],
        ['web', 'python x.py'],
      ),
      text: `processes: {worker: {count: 4, stop_wait: 1h}, bot: 'python "my bot.py"', web-program: false}\n`,
      scale: { worker: 1, beat: 3, bot: 0 },
    })
    expect(view.order.programs).toEqual([
      {
        ...{ name: 'worker', program: 'disquaire-worker', count: 1, runs: 'celery', stopSeconds: 3600 },
        queues: [expect.objectContaining({ name: 'celery' })],
      },
      { name: 'beat', program: 'disquaire-beat', count: 1, runs: 'celery', stopSeconds: 30, rests: true },
      { name: 'bot', program: 'disquaire-bot', count: 0, runs: 'python', stopSeconds: 30 },
    ])
    expect(contentOf(view, 'processes/bot')).toContain(`exec python 'my bot.py'\n`)
  })

  it('need a command', async () => {
    await expect(viewFor({ text: 'processes: {bot: {count: 2}}\n' })).rejects.toMatchObject({
      failure: { code: 'config.invalid', values: { key: 'processes.bot.command', problem: 'required' } },
    })
  })
})

describe('the web process', () => {
  it('is gunicorn, with the worker that ASGI wants', async () => {
    const wsgi = await viewFor()
    expect(contentOf(wsgi, 'processes/web')).toContain(' cabestan_disquaire.wsgi:application\n')
    expect(wsgi.gunicorn.workerClass).toBeNull()
    expect(wsgi.site.websockets).toBe(false)
    const asgi = await viewFor({ form: 'channels', text: 'interface: asgi\n' })
    expect(contentOf(asgi, 'processes/web')).toContain(' cabestan_disquaire.asgi:application\n')
    expect(contentOf(asgi, 'gunicorn.conf.py')).toContain("worker_class = 'uvicorn")
    expect(asgi.site.websockets).toBe(true)
  })

  it('has as many workers as `scale` was told, or the owner says', async () => {
    const text = 'web: {workers: 7}\n'
    expect((await viewFor({ text })).order.web).toMatchObject({ workers: 7, firstWorkers: 1 })
    const scaled = await viewFor({ text, scale: { web: 4 } })
    expect(scaled.order.web.workers).toBe(4)
    expect(contentOf(scaled, 'gunicorn.conf.py')).toContain("os.environ.get('CABESTAN_WORKERS') or 4)")
  })

  it('has longer to end than it gives its requests', async () => {
    const { order } = await viewFor({ text: 'web: {timeout: 2m}\nrelease: {drain: 1m, keep: 3}\n' })
    expect(order).toMatchObject({ web: { stopSeconds: 130, drainSeconds: 60 }, keep: 3 })
  })
})

describe('the site', () => {
  it.each([
    [{ STATIC_URL: 'static/', MEDIA_URL: '/medias' }, '/static/', '/medias/'],
    [{ STATIC_URL: '/assets/v1/', MEDIA_URL: '' }, '/assets/v1/', null],
    [{ STATIC_URL: 'https://cdn.example/', MEDIA_URL: '//cdn.example/m/' }, null, null],
    [{ STATIC_URL: '/', MEDIA_URL: '/a;b/' }, null, null],
  ])('serves by itself what %j names', async (settings, staticUrl, mediaUrl) => {
    const { site } = await viewFor({ reading: withSettings(settings) })
    expect({ staticUrl: site.staticUrl, mediaUrl: site.mediaUrl }).toEqual({ staticUrl, mediaUrl })
  })

  it('sends all other names to the canonical one, and former pages to the new ones', async () => {
    const { site } = await viewFor({
      text: `domains: [a.example, www.a.example, '*.a.example']
web: {canonical: www.a.example, redirects: {/caf%C3%A9: /été, /x: 'https://b.example/a%20b'}}
`,
    })
    expect(site).toMatchObject({
      names: ['www.a.example'],
      elsewhere: { names: ['a.example', '*.a.example'], canonical: 'www.a.example' },
      redirects: [
        { from: '/café', to: '/%C3%A9t%C3%A9' },
        { from: '/x', to: 'https://b.example/a%20b' },
      ],
    })
  })

  it('speaks the language of its visitors when the application is away', async () => {
    const language = async (code: string) =>
      (await viewFor({ reading: withSettings({ LANGUAGE_CODE: code }) })).pages.language
    expect([await language('fr'), await language('fr-ca'), await language('en-us')]).toEqual([
      'fr',
      'fr',
      'en',
    ])
  })
})

describe('what a release asks of the server', () => {
  const text = `schedule: {clean: {at: 0 4 * * *, command: python manage.py clearsessions --x 5%}}
hooks: {before: python manage.py fill, after: ./manage.py warm, notify: {command: celery -A shop call x}}
`

  it('is steps and files as the protocol has them', async () => {
    const view = await viewFor({ text })
    const steps = releaseSteps(view)
    expect(steps.map((step) => Step.parse(step))).toEqual(steps)
    expect(releaseFiles(view).map((file) => ReleaseFile.parse(file))).toEqual(releaseFiles(view))
    expect(steps.map(stepId)).toEqual([
      'file:/srv/disquaire/pages/away.html',
      'file:/srv/disquaire/pages/maintenance.html',
      'nginx-site:disquaire',
      'supervisor-program:disquaire',
      'file:/etc/cron.d/disquaire',
    ])
  })

  it('has commands as one would type them', async () => {
    const view = await viewFor({ text })
    expect(JSON.stringify(releaseSteps(view).at(-1))).toContain(
      '0 4 * * * root /srv/disquaire/bin/schedule clean manage.py clearsessions --x 5\\\\%',
    )
    expect(view.order.hooks).toMatchObject({
      before: ['manage.py', 'fill'],
      after: ['manage.py', 'warm'],
      notifyCommand: ['celery', '-A', 'cabestan_disquaire', 'call', 'x'],
    })
    expect(view.order.schedules).toEqual([{ name: 'clean', runs: 'manage.py' }])
  })

  it('is no cron file where nothing is scheduled', async () => {
    expect(releaseSteps(await viewFor()).map(({ kind }) => kind)).not.toContain('cron')
    expect(releaseSteps(await viewFor()).map(stepId)).not.toContain('file:/etc/cron.d/disquaire')
  })
})
