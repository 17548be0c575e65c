import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { atStage } from './harness/at-stage.ts'
import { expectStopped, type LiveShop, liveShop, urls } from './harness/live-shop.ts'
import { onSuites } from './harness/suites.ts'

/** What shows only when the application runs: before anybody reaches it, and soon after everybody does. */
describe.each(onSuites('bookworm'))('a release that does not work on %s', (suite) => {
  let shop: LiveShop
  beforeAll(async () => {
    shop = await liveShop({
      suite,
      files: { 'worker.py': worker('willing'), celery: 'while :; do sleep 1; done\n' },
      configuration: [
        'processes: {worker: {command: python worker.py, stop_wait: 3s}, beat: {command: sh ./celery beat}}',
      ],
    })
    await shop.deployWell('welcome')
    shop.open()
  })
  afterAll(() => shop.close())

  const home = (...lines: string[]) => ({ 'shop/urls.py': urls(...lines) })
  /** Of the colour that is not live nothing runs any more. */
  const idle = () =>
    shop.server.sh('ls /run/shop/starting-* 2>/dev/null; pgrep -u shop -f -c gunicorn.conf.py || true')

  describe('before anybody reaches it', () => {
    let before: string
    let running: string
    beforeAll(async () => {
      before = await shop.live()
      running = await idle()
    })
    afterEach(async () => {
      await shop.expectVisitors('welcome')
      expect(await shop.live()).toBe(before)
      expect(await idle()).toBe(running)
    })

    it('because it raises an error while it is read', async () => {
      const ended = await shop.deploy({ 'shop/wsgi.py': `${wsgi}raise ValueError('no licence')\n` })
      expectStopped(ended, {
        code: 'start.crashed',
        stage: 'probe',
        says: /ends as soon as it is started: ValueError: no licence \(shop\/wsgi\.py:5\)/,
        next: /Put it right, commit, and deploy again/,
      })
    })

    it('because it ends by itself, again and again', async () => {
      const ended = await shop.deploy({ 'shop/wsgi.py': `${wsgi}raise SystemExit('no licence')\n` })
      expectStopped(ended, {
        code: 'start.crashed',
        stage: 'probe',
        says: /ends as soon as it is started/,
        next: /cabestan logs web/,
      })
      expect(ended.output).toMatch(/│ no licence/)
    })

    it('because it never answers', async () => {
      const patience = shop.configuration('release: { probe: 5s }')
      const ended = await shop.deploy({ ...home('time.sleep(600)'), ...patience })
      expectStopped(ended, {
        code: 'probe.failed',
        stage: 'probe',
        says: /did not answer \/ within 5\.0 s/,
        next: /If it only needs longer at its start: `release: probe: 2m`/,
      })
    })

    it('because it refuses its own name', async () => {
      const refusing = 'from django.core.exceptions import DisallowedHost'
      const ended = await shop.deploy(home(refusing, "raise DisallowedHost('Invalid HTTP_HOST header')"))
      expectStopped(ended, {
        code: 'probe.host-refused',
        stage: 'probe',
        says: /answers \/ with 400, when it is asked as shop\.example/,
        next: /cabestan check --settings` shows the ALLOWED_HOSTS of production, which must hold shop\.example/,
      })
    })

    it('because it sends everybody to https', async () => {
      const ended = await shop.deploy(home(redirect('https://shop.example/')))
      expectStopped(ended, {
        code: 'probe.redirected',
        stage: 'probe',
        says: /redirects \/ to https:\/\/shop\.example\/, and never shows a page/,
        next: /sends everybody to https, where this site does not answer yet/,
      })
    })

    it('because the page is not there', async () => {
      const ended = await shop.deploy(home('return HttpResponse(status=404)'))
      expectStopped(ended, {
        code: 'probe.missing',
        stage: 'probe',
        says: /has no page \/: it answers 404/,
        next: /Name a page that answers without login/,
      })
    })

    it('because the page ends in an error, whose traceback is shown', async () => {
      const ended = await shop.deploy(home("raise LookupError('no album of the month')"))
      expectStopped(ended, {
        code: 'probe.error',
        stage: 'probe',
        says: /The page \/ ends in an error: LookupError: no album of the month \(shop\/urls\.py:9\)/,
      })
      expect(ended.output).toMatch(/│ +File ".*\/source\/shop\/urls\.py", line 9, in home/)
    })

    it('because a page that visitors know breaks, although another one proves the release', async () => {
      const page = "\nurlpatterns += [path('well/', lambda request: HttpResponse('well'))]\n"
      const broken = urls("raise LookupError('no album of the month')")
      const ended = await shop.deploy({
        'shop/urls.py': `${broken}${page}`,
        ...shop.configuration('page: /well/'),
      })
      expectStopped(ended, {
        code: 'probe.error',
        stage: 'probe',
        says: /The page \/ ends in an error: LookupError: no album of the month/,
        next: /Visitors get this page of the release that is live/,
      })
    })
  })

  describe('once everybody reaches it', () => {
    const watched = () => shop.configuration('release: { watch: 10s }')

    it('and dies: the one before serves again', async () => {
      const before = await shop.live()
      const dying = [
        "if os.path.realpath('/srv/shop/live/release') == os.environ['CABESTAN_RELEASE']:",
        '    os.kill(os.getppid(), 9)',
        "return HttpResponse('welcome')",
      ]
      const ended = await shop.deploy({ ...home(...dying), ...watched() })
      expectStopped(ended, {
        code: 'switch.died',
        stage: 'switch',
        says: /stopped answering soon after it went live/,
        next: /It was taken back/,
      })
      expect(ended.output).toContain(`visitors get release ${Number.parseInt(before, 10)} again`)
      expect(await shop.live()).toBe(before)
      expect(await shop.page()).toBe('welcome')
      await shop.forgetVisitors()
    })

    it('and answers visitors worse than the one before, which serves again', async () => {
      const before = await shop.live()
      const failing = [
        "if 'Cabestan' in request.headers['User-Agent']:",
        "    return HttpResponse('welcome')",
        "raise LookupError('no album for you')",
      ]
      const more = {
        'shop/urls.py': urls(...failing).replace(
          "request.headers['User-Agent']",
          "request.headers.get('User-Agent', '')",
        ),
      }
      const ended = await shop.deploy({ ...more, ...watched() })
      expectStopped(ended, {
        code: 'switch.worse',
        stage: 'switch',
        says: /Requests to the new release that ended in an error: \d+ of \d+; before: \d+\/\d+/,
        next: /The last error: LookupError: no album for you \(shop\/urls\.py:11\)/,
      })
      expect(await shop.live()).toBe(before)
      expect(await shop.forgetVisitors()).not.toContain('502')
    })

    it('is no matter to the one after it', async () => {
      await shop.deployWell('welcome again')
      await shop.expectVisitors('welcome', 'welcome again')
      shop.keep(home("return HttpResponse('welcome again')"))
    })
  })

  describe('in a process beside the web process', () => {
    it('falls over under the new release, which is live, and that is told', async () => {
      const ended = await shop.deploy({ 'worker.py': "raise LookupError('no queue')\n" })
      expectStopped(ended, {
        code: 'process.failed',
        stage: 'drain',
        says: /The process worker falls over as soon as it is started: LookupError: no queue \(worker\.py:1\)/,
        next: /cabestan logs worker/,
      })
      expect(ended.output).toMatch(/is live/)
      await shop.expectVisitors('welcome again')
    })

    it('is shown by status, and so is a site that answers nobody', async () => {
      const status = async () => (await shop.run(['status'])).output
      // The line of the process, and what is said of it.
      await expect
        .poll(status)
        .toMatch(/● worker .*fell over, started again \d+ times?: `cabestan logs worker`/)
      const web = `shop-${(await shop.server.sh('readlink /srv/shop/live')).replace('colours/', '')}`
      await shop.server.sh(`supervisorctl stop ${web}`)
      const shut = await status()
      expect(shut).toMatch(/● web +stopped/)
      expect(shut).toContain('its page does not answer')
      await shop.server.sh(`supervisorctl start ${web}`)
      await expect.poll(() => shop.page()).toBe('welcome again')
      expect((await shop.forgetVisitors()).filter((failure) => failure !== '502')).toEqual([])
    })

    it('will not stop when the next one comes: it is killed in its time, and that is told', async () => {
      await shop.deployWell('stubborn', { 'worker.py': worker('stubborn') })
      const stubborn = await shop.server.sh('pgrep -f "python worker.py"')
      await shop.server.sh('rm -f /srv/shop/data/ended')
      const ended = await shop.deployWell('willing', { 'worker.py': worker('willing') })
      expect(ended.output).toMatch(/worker did not end within 3 s, and was killed/)
      expect(await shop.server.sh('pgrep -f "python worker.py"')).not.toBe(stubborn)
      await shop.expectVisitors('stubborn', 'welcome again', 'willing')
    })

    it('ends what it is at first, in the time that it has for it', async () => {
      const ended = await shop.deployWell('after its task', { 'worker.py': worker('willing') })
      expect(ended.output).not.toMatch(/was killed/)
      expect(await shop.server.sh('cat /srv/shop/data/ended')).toBe('willing')
      expect(await shop.server.sh('pgrep -u shop -f -c "^python worker.py"')).toBe('1')
      await shop.expectVisitors('after its task', 'willing')
    })
  })

  describe('beside a beat, where memory is short', () => {
    const count = 'pgrep -u shop -f -c "^sh ./celery beat" || true'
    const beats = () => shop.server.sh(count)
    beforeAll(async () => {
      await shop.server.sh(`sed 's/^\\(MemAvailable: *\\).*/\\1 200000 kB/' /proc/meminfo > /run/meminfo
mount --bind /run/meminfo /proc/meminfo`)
      await atStage(shop.server, 'probe', `(${count}) >> /run/beats`)
    })
    afterAll(() => shop.server.sh('umount /proc/meminfo'))

    it('gives the beat back, which rested meanwhile', async () => {
      expect(await beats()).toBe('1')
      const ended = await shop.deploy(home('return HttpResponse(status=404)'))
      expectStopped(ended, { code: 'probe.missing', stage: 'probe', says: /has no page/ })
      expect(await shop.server.sh('cat /run/beats')).toBe('0')
      await expect.poll(beats).toBe('1')
    })

    it('is followed by one that works, and has a beat of its own', async () => {
      await atStage(shop.server, 'probe', `(${count}) >> /run/beats`)
      await shop.deployWell('in little room')
      expect(await shop.server.sh('cat /run/beats')).toBe('0\n0')
      const release = await shop.live()
      const [place] = (await shop.server.sh('readlink /proc/$(pgrep -f "^sh ./celery beat")/cwd')).split(
        '/source',
      )
      expect(place).toBe(`/srv/shop/releases/${release}`)
    })
  })
})

const wsgi = `import os
from django.core.wsgi import get_wsgi_application

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
application = get_wsgi_application()
`.replace('\n\nos', '\nos')

const redirect = (to: string) => `return HttpResponse(status=301, headers={'Location': '${to}'})`

function worker(kind: 'willing' | 'stubborn'): string {
  const heard = kind === 'stubborn' ? 'signal.SIG_IGN' : 'end'
  return `import signal
import time


def end(*_):
    time.sleep(1)
    with open('/srv/shop/data/ended', 'w') as file:
        file.write('${kind}')
    raise SystemExit


signal.signal(signal.SIGTERM, ${heard})
while True:
    time.sleep(0.2)
`
}
