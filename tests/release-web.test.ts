import type { Step } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from '../packages/cabestan/src/config/parse.ts'
import {
  overlayCases,
  readingOfCase,
  viewOf,
} from '../packages/cabestan/src/project/overlay/cases.fixture.ts'
import type { Reading } from '../packages/cabestan/src/project/reading.ts'
import { access } from '../packages/cabestan/src/stack/access.ts'
import { account, application } from '../packages/cabestan/src/stack/application.ts'
import { decide, needsOf } from '../packages/cabestan/src/stack/needs.ts'
import { packagesOfReleases, packagesOfServer } from '../packages/cabestan/src/stack/packages.ts'
import { processes } from '../packages/cabestan/src/stack/processes.ts'
import { releaseFiles } from '../packages/cabestan/src/stack/release-files.ts'
import { releaseSteps } from '../packages/cabestan/src/stack/release-steps.ts'
import { releaseView } from '../packages/cabestan/src/stack/release-view.ts'
import { releaseOf } from '../packages/cabestan/src/stack/releases.ts'
import { web } from '../packages/cabestan/src/stack/web.ts'
import { type Convergence, stepsOn } from './harness/convergence.ts'
import { callEngine } from './harness/engine.ts'
import { layRelease, makeLive } from './harness/hand-made-release.ts'
import { ask, type PageOptions } from './harness/page.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'

const text = `app: disquaire
server: root@203.0.113.10
domains: [disquaire.example, www.disquaire.example, '*.disquaire.example']
fail2ban: false
firewall: false
updates: {automatic: false}
postgres: false
redis: false
packages: [gunicorn, python3-gunicorn, python-is-python3, curl]
processes: {worker: {command: python3 worker.py}}
schedule: {tick: {at: '* * * * *', command: 'manage.py tick "5 %"'}}
web:
  workers: 2
  upload_limit: 1M
  home: site
  canonical: www.disquaire.example
  redirects: {/vieux: /neuf}
`
const host = 'www.disquaire.example'
const css = 'static/css/site.0123456789ab.css'

/**
 * What the server and a release are to nginx, supervisor, cron and the shell, on a real server; the application is
 * a few lines of Python without Django.
 */
describe.each(onSuites('bookworm'))('a release as it is served on %s', (suite) => {
  let server: Server
  let steps: Convergence
  let serverSteps: readonly Step[]
  let viewWith: (scale: Record<string, number>) => ReturnType<typeof releaseView>

  const page = (path: string, options: Partial<PageOptions> = {}) =>
    ask(server.address, path, { host, ...options })
  const told = async (path: string, options: Partial<PageOptions> = {}) =>
    JSON.parse((await page(path, options)).body)
  const state = async (program: string) =>
    (await server.sh(`supervisorctl status ${program} || true`)).split(/\s+/)[1]
  const as = (user: string, command: string) => server.sh(`runuser -u ${user} -- ${command}`)

  beforeAll(async () => {
    server = await startServer({ suite, stocked: true, keepsConnection: true })
    steps = stepsOn(server)
    const facts = await callEngine(server, 'facts', {})
    const project = overlayCases.find(({ form }) => form === 'one-file')
    if (!project) throw new Error('no such project')
    const [read, overlay] = await Promise.all([readingOfCase(project), viewOf(project)])
    const french = { type: 'text', text: 'fr-fr' } as never
    const reading: Reading = {
      ...read,
      where: { ...read.where, pythonPath: [''] },
      settings: { ...read.settings, values: new Map([...read.settings.values, ['LANGUAGE_CODE', french]]) },
    }
    const written = parse(text, 'cabestan.yaml')
    const configuration = decide(written, needsOf(reading, written))
    const situation = { configuration, facts, publicKeys: [], release: releaseOf(facts) }
    viewWith = (scale) =>
      releaseView({
        ...{ configuration, facts, reading, scale, addresses: [] },
        overlay: {
          ...overlay,
          files: { ...overlay.files, mediaUrl: '/media/' },
        },
      })
    serverSteps = [
      packagesOfReleases(situation),
      ...account(situation),
      packagesOfServer(situation),
      ...access(situation).filter(({ kind }) => kind === 'user' || kind === 'sudo-rule'),
      ...web(situation),
      ...processes(),
      ...application(situation),
    ]
  })

  const release = (number: number, colour: 'blue' | 'green', more: Record<string, string>) =>
    layRelease(server, { number, colour, files: releaseFiles(viewWith({})), more })

  it('waits, before there is one, with a page of its own in the language of the site', async () => {
    await steps.converge(...serverSteps, ...releaseSteps(viewWith({})))
    await expect.poll(() => state('disquaire-blue')).toBe('EXITED')
    expect([await state('disquaire-green'), await state('disquaire-worker')]).toEqual(['EXITED', 'EXITED'])
    for (const method of ['GET', 'POST']) {
      const { status, body, headers } = await page('/page', { method })
      expect({ status, type: headers['content-type'] }).toEqual({ status: 502, type: 'text/html' })
      expect(body).toContain('<html lang="fr">')
    }
    expect((await server.ssh('/srv/disquaire/bin/run true')).stderr).toContain('no release yet')
    await server.sh('/srv/disquaire/bin/schedule early true; ! ls /var/log/disquaire/schedule-early.log')
  })

  it('is live when the link leads to it', async () => {
    await release(1, 'blue', {
      [css]: 'one {}\n',
      [`${css}.gz`]: 'not gzip, but not the plain file either\n',
      'static/css/site.css': 'unhashed {}\n',
      'static/build-20240102.css': 'a date\n',
      'static/app.1a2b3c4d.chunk.js': 'bundled\n',
      'static/0a1b2c3d4e/logo.svg': '<svg/>',
      'static/.hidden': 'collected',
      'home/index.html': 'the home page\n',
      'home/docs/index.html': 'the documentation\n',
      'home/docs/former.html': 'a page that went\n',
      'home/assets/index-BNQ9f2aX.js': 'the script of then\n',
    })
    await makeLive(server, 'blue')
    await server.sh('supervisorctl start disquaire-blue disquaire-worker')
    await expect.poll(async () => (await page('/page')).status).toBe(200)
    expect(await told('/page')).toMatchObject({ release: '1', user: 'disquaire' })
    expect(await state('disquaire-green')).toBe('EXITED')
  })

  it('is told who asks, how, and under which number', async () => {
    const claims = {
      'x-forwarded-for': '1.2.3.4',
      'x-real-ip': '1.2.3.4',
      'x-request-id': 'mine',
      'x-forwarded-proto': 'https',
    }
    const answer = await page('/page?who', { headers: claims })
    const { HTTP_X_REQUEST_ID: id, ...heard } = JSON.parse(answer.body)
    expect(heard).toMatchObject({ HTTP_HOST: host, HTTP_X_FORWARDED_PROTO: 'http', scheme: 'http' })
    const here = await server.sh(`tail -n 1 /var/log/nginx/disquaire.access.log | cut -d ' ' -f 1`)
    expect(heard).toMatchObject({ HTTP_X_FORWARDED_FOR: here, HTTP_X_REAL_IP: here })
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(answer.headers['x-request-id']).toBe(id)
    // nginx writes its line behind the answer.
    await expect
      .poll(() => server.sh('tail -n 1 /var/log/nginx/disquaire.access.log'))
      .toMatch(new RegExp(`"GET /page\\?who HTTP/1.1" 200 \\d+ "-" "-" rt=[0-9.]+ up="200" id=${id}$`))
    await expect
      .poll(() => server.sh('tail -n 3 /var/log/disquaire/web-blue.log'))
      .toMatch(new RegExp(`${here} "GET /page\\?who HTTP/1.1" 200 \\d+ [0-9.]+ms id=${id}`))
  })

  it.each([
    [`/${css}`, 'public, max-age=31536000, immutable'],
    ['/static/app.1a2b3c4d.chunk.js', 'public, max-age=31536000, immutable'],
    ['/static/0a1b2c3d4e/logo.svg', 'public, max-age=31536000, immutable'],
    ['/static/css/site.css', 'public, max-age=60'],
    ['/static/build-20240102.css', 'public, max-age=60'],
    ['/static/.hidden', 'public, max-age=60'],
  ])('has its static file %s kept: %s', async (path, lifetime) => {
    const { status, headers } = await page(path)
    expect({ status, lifetime: headers['cache-control'] }).toEqual({ status: 200, lifetime })
  })

  it('is served compressed where somebody compressed it', async () => {
    const packed = await page(`/${css}`, { headers: { 'accept-encoding': 'gzip' } })
    expect(packed).toMatchObject({ body: 'not gzip, but not the plain file either\n' })
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    expect((await page(`/${css}`)).body).toBe('one {}\n')
    expect((await page('/static/none.css')).status).toBe(404)
  })

  it('has a home page and static pages before the application', async () => {
    expect([(await page('/')).body, (await page('/docs/')).body]).toEqual([
      'the home page\n',
      'the documentation\n',
    ])
    expect((await told('/docs/other')).release).toBe('1')
  })

  it('shows what visitors uploaded, and lets nobody else see where', async () => {
    await as(
      'disquaire',
      `sh -c 'mkdir /srv/disquaire/media/covers; echo cover > /srv/disquaire/media/covers/a.txt'`,
    )
    const { body, headers } = await page('/media/covers/a.txt')
    expect({ body, nosniff: headers['x-content-type-options'] }).toEqual({
      body: 'cover\n',
      nosniff: 'nosniff',
    })
    expect((await page('/media/covers/')).status).toBe(403)
  })

  it.each([
    ['page.html', true],
    ['drawing.svg', true],
    ['feed.atom', true],
    ['report.pdf', false],
    ['photo.jpg', false],
  ])('lets %s of a visitor run nothing as the site', async (name, isSandboxed) => {
    await as('disquaire', `sh -c 'echo content > /srv/disquaire/media/${name}'`)
    const { status, headers } = await page(`/media/${name}`)
    expect(status).toBe(200)
    if (isSandboxed) {
      const [first, ...allowed] = String(headers['content-security-policy']).split(' ')
      expect(first).toBe('sandbox')
      expect(allowed).not.toContain('allow-same-origin')
    } else expect(headers['content-security-policy']).toBeUndefined()
  })

  it('answers by its canonical name, and not by a stranger’s', async () => {
    const other = await page('/page?x=1', { host: 'disquaire.example' })
    expect([other.status, other.headers['location']]).toEqual([301, `http://${host}/page?x=1`])
    expect((await page('/a', { host: 'shop.disquaire.example' })).headers['location']).toBe(
      `http://${host}/a`,
    )
    await expect(page('/', { host: 'autre.example' })).rejects.toThrow()
    const old = await page('/vieux?x=1')
    expect([old.status, old.headers['location']]).toEqual([301, `http://${host}/neuf?x=1`])
  })

  it('takes uploads up to the limit', async () => {
    const post = (bytes: number) => page('/page', { method: 'POST', body: Buffer.alloc(bytes) })
    expect(JSON.parse((await post(1_000_000)).body).read).toBe(1_000_000)
    expect((await post(1_100_000)).status).toBe(413)
  })

  it.each([
    '/.env',
    '/.git/config',
    '/a/.aws/credentials',
    '/wp-login.php',
    '/blog/xmlrpc.php',
    '/wp-admin/',
  ])('is not bothered with %s', async (path) => {
    expect((await page(path)).status).toBe(404)
    // nginx writes its line behind the answer; another may come between.
    const line = () => server.sh(`grep -F 'GET ${path} ' /var/log/nginx/disquaire.access.log || true`)
    await expect.poll(line).toContain(' up="-" ')
  })

  it('hears of /.well-known/ and of what only looks like a probe', async () => {
    for (const path of ['/.well-known/change-password', '/wp-login.phpx', '/a.php'])
      expect((await page(path)).status, path).toBe(200)
  })

  it('refuses who asks again and again, and not who loads a page with its files', async () => {
    const many = (path: string, count: number) =>
      server.sh(
        `curl --silent --parallel --parallel-max 50 --header 'Host: ${host}' --output /dev/null --write-out '%{http_code}\\n' 'http://127.0.0.1${path}?[1-${count}]' | sort | uniq -c`,
      )
    expect((await many(`/${css}`, 300)).trim()).toBe('300 200')
    const counts = Object.fromEntries(
      (await many('/page', 300)).split('\n').map((line) => line.trim().split(' ').reverse()),
    )
    expect(Object.keys(counts).sort()).toEqual(['200', '429'])
    expect(Number(counts['200'])).toBeGreaterThanOrEqual(100)
    await expect.poll(async () => (await page('/page')).status).toBe(200)
  })

  it('is closed and opened by a file, without a reload', async () => {
    await server.sh('touch /srv/disquaire/maintenance')
    for (const path of ['/page', '/']) {
      const { status, headers, body } = await page(path, { method: path === '/page' ? 'POST' : 'GET' })
      expect({ status, retry: headers['retry-after'] }).toEqual({ status: 503, retry: '60' })
      expect(body).toContain('maintenance')
    }
    expect((await page(`/${css}`)).status).toBe(200)
    await server.sh('rm /srv/disquaire/maintenance')
    expect([(await page('/page')).status, (await page('/')).status]).toEqual([200, 200])
  })

  it('keeps its secrets and its source from nginx and from other users', async () => {
    const may = async (user: string, path: string) =>
      (await server.ssh(`runuser -u ${user} -- cat ${path}`)).code === 0
    const release = '/srv/disquaire/releases/1-abcdef1'
    for (const user of ['www-data', 'deploy'])
      for (const path of [`${release}/env`, `${release}/source/worker.py`, '/srv/disquaire/env'])
        expect(await may(user, path), `${user} ${path}`).toBe(false)
    expect(await may('www-data', `${release}/${css}`)).toBe(true)
    expect(await may('disquaire', `${release}/env`)).toBe(true)
  })

  it('has its environment for any command, whoever types it', async () => {
    const command = `/srv/disquaire/bin/run sh -c 'echo $(id -un) $DJANGO_SETTINGS_MODULE $HOME $(pwd) $SECRET_KEY'`
    const expected =
      'disquaire cabestan_disquaire.settings /srv/disquaire/data /srv/disquaire/releases/1-abcdef1/source a secret with $ and "quotes"'
    expect(await server.sh(command)).toBe(expected)
    for (const user of ['deploy', 'disquaire'])
      expect(await server.sh(`runuser -u ${user} -- ${command}`), user).toBe(expected)
    for (const words of ['manage.py', './manage.py', 'python3 ./manage.py'])
      expect(await server.sh(`/srv/disquaire/bin/run ${words} migrate 'a b'`)).toBe(
        'manage.py migrate a b cabestan_disquaire.settings',
      )
    expect((await server.ssh('/srv/disquaire/bin/run')).code).toBe(2)
    expect((await server.ssh('/srv/disquaire/bin/run sh -c "exit 7"')).code).toBe(7)
  })

  it('makes room for the next one, whose visitors still find the files of this one', async () => {
    await release(2, 'green', { 'static/css/site.fedcba987654.css': 'two {}\n' })
    const long = `sh -c 'until [ -e /run/switched ]; do sleep 0.1; done; echo ended in $(pwd)'`
    await server.sh(`systemd-run --quiet --unit=long /srv/disquaire/bin/schedule long ${long}
      until pgrep -u disquaire -f /run/switched; do sleep 0.1; done`)
    const nginx = await server.sh('cat /proc/$(cat /run/nginx.pid)/task/*/children')
    await server.sh('install -o disquaire -m 0644 /dev/null /run/disquaire/starting-green')
    await server.sh('echo 1 > /run/disquaire/starting-green; supervisorctl start disquaire-green')
    await expect.poll(() => server.sh('ls /run/disquaire')).toContain('green.sock')
    const workersOf = (colour: string) =>
      server.sh(`pgrep --count --parent $(supervisorctl pid disquaire-${colour})`)
    await expect.poll(() => workersOf('green')).toBe('1')
    expect(await workersOf('blue')).toBe('2')
    await makeLive(server, 'green')
    await server.sh('rm /run/disquaire/starting-green; supervisorctl stop disquaire-blue')
    expect((await told('/page')).release).toBe('2')
    expect([(await page(`/${css}`)).body, (await page('/static/css/site.fedcba987654.css')).body]).toEqual([
      'one {}\n',
      'two {}\n',
    ])
    expect(await server.sh('cat /proc/$(cat /run/nginx.pid)/task/*/children')).toBe(nginx)
    // A scheduled command has all the time that it wants, and its own files.
    await server.sh('touch /run/switched')
    const said = () => server.sh('tail -n 2 /var/log/disquaire/schedule-long.log | head -n 1')
    await expect.poll(said).toBe('ended in /srv/disquaire/releases/1-abcdef1/source')
  })

  it('leaves pages of long ago the files whose names changed since, and no others', async () => {
    // A third release has the colour of the first, whose files are found by the engine's links from then on.
    await server.sh(`cd /srv/disquaire; mkdir -p former; ln -sfn ../releases/2-abcdef2 former/1
      ln -sfn ../releases/1-abcdef1 former/2; ln -sfn ../../releases/2-abcdef2 colours/blue/release`)
    const answer = async (path: string) => (await page(path)).body
    expect(await answer(`/${css}`)).toBe('one {}\n')
    expect(await answer('/static/app.1a2b3c4d.chunk.js')).toBe('bundled\n')
    expect((await page('/static/css/site.css')).status).toBe(404)
    expect(await answer('/assets/index-BNQ9f2aX.js')).toBe('the script of then\n')
    expect((await told('/docs/former.html')).release).toBe('2')
    expect((await told('/assets/index-AAAAAAAA.js')).release).toBe('2')
    for (const path of ['/former/1/env', '/source/worker.py'])
      expect((await page(`/static${path}`)).status).toBe(404)
    await server.sh('ln -sfn ../../releases/1-abcdef1 /srv/disquaire/colours/blue/release')
  })

  it('ends in the colour that is not live, however often it is started', async () => {
    await server.sh('supervisorctl start disquaire-blue || true')
    await expect.poll(() => state('disquaire-blue')).toBe('EXITED')
    expect(await server.sh('supervisorctl status disquaire-blue || true')).not.toContain('FATAL')
  })

  it('comes back when it is killed, and leaves the idle colour alone', async () => {
    const former = await server.sh('supervisorctl pid disquaire-green')
    await server.sh(`kill -KILL ${former}`)
    await expect.poll(async () => (await page('/page').catch(() => ({ status: 0 }))).status).toBe(200)
    expect(await server.sh('supervisorctl pid disquaire-green')).not.toBe(former)
    expect(await state('disquaire-blue')).toBe('EXITED')
  })

  it('comes back after a reboot and after a crash, in the live colour alone', async () => {
    for (const way of ['reboot', 'crash'] as const) {
      await server[way]()
      await expect.poll(async () => (await page('/page').catch(() => ({ status: 0 }))).status).toBe(200)
      expect((await told('/page')).release).toBe('2')
      // supervisor calls a program RUNNING some time after it began.
      await expect.poll(() => state('disquaire-blue')).toBe('EXITED')
      await expect.poll(() => state('disquaire-green')).toBe('RUNNING')
      await expect.poll(() => state('disquaire-worker')).toBe('RUNNING')
    }
  })

  it('has as many of a process as it is scaled to, and its web process does not notice', async () => {
    const pid = await server.sh('supervisorctl pid disquaire-green')
    const worker = () => server.sh("supervisorctl status | grep worker | awk '{print $1, $2}'")
    await steps.converge(...serverSteps, ...releaseSteps(viewWith({ worker: 2 })))
    expect(await worker()).toBe(
      'disquaire-worker:disquaire-worker-1 RUNNING\ndisquaire-worker:disquaire-worker-2 RUNNING',
    )
    await steps.converge(...serverSteps, ...releaseSteps(viewWith({ worker: 0 })))
    expect(await worker()).toBe('')
    await steps.converge(...serverSteps, ...releaseSteps(viewWith({})))
    expect(await worker()).toBe('disquaire-worker RUNNING')
    expect(await server.sh('supervisorctl pid disquaire-green')).toBe(pid)
  })

  it('falls over slowly where it falls over at its start', async () => {
    await server.sh(
      `cat > /srv/disquaire/releases/2-abcdef2/processes/worker`,
      '#!/bin/sh\necho begun\nexit 3\n',
    )
    await server.sh('supervisorctl stop disquaire-worker; echo > /var/log/disquaire/worker.log')
    await server.sh('supervisorctl start disquaire-worker; sleep 8')
    const begun = async () => Number(await server.sh('grep --count begun /var/log/disquaire/worker.log'))
    expect(await begun()).toBeLessThanOrEqual(4)
    await expect.poll(begun).toBeGreaterThanOrEqual(2)
    expect(await state('disquaire-worker')).toBe('RUNNING')
    await release(2, 'green', {})
  })

  it('runs its scheduled command by the clock, as the application, and keeps what it says', async () => {
    const log = '/var/log/disquaire/schedule-tick.log'
    await expect
      .poll(() => server.sh(`cat ${log} 2>&1 || true`), { interval: 3000 })
      .toMatch(
        /^\[20\d\d-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}\] manage.py tick 5 %\nmanage.py tick 5 % cabestan_disquaire.settings/,
      )
    expect(await server.sh(`stat -c '%U' ${log}`)).toBe('root')
  })

  it('never runs one over itself, and says how it ended', async () => {
    const log = '/var/log/disquaire/schedule-slow.log'
    const slow = 'id -un; until [ -e /run/second ]; do sleep 0.1; done; exit 4'
    await server.sh(`/srv/disquaire/bin/schedule slow sh -c '${slow}' &
      until grep -qsx disquaire ${log}; do sleep 0.1; done
      /srv/disquaire/bin/schedule slow echo second; touch /run/second; wait`)
    const said = (await server.sh(`cat ${log}`)).replaceAll(/^\[[^\]]+\] /gm, '')
    expect(said).toBe(`sh -c ${slow}\ndisquaire\nleft out: the run before goes on\nended with 4`)
    expect((await server.ssh('/srv/disquaire/bin/schedule slow echo third')).code).toBe(0)
    expect(await server.sh(`tail -n 2 ${log} | sed 's/^\\[.*] //'`)).toBe('third\nended with 0')
  })

  it('lets no other user read what it says: addresses of visitors, and their links to a new password', async () => {
    const logs = await server.sh("cd /var/log/disquaire; stat -c '%a %U %G %n' *.log")
    expect(logs).toContain('web-green.log')
    expect(logs).toContain('schedule-slow.log')
    expect(logs.split('\n').filter((line) => !line.startsWith('640 root adm '))).toEqual([])
  })

  it('loses no line of any log when they are moved', async () => {
    await server.sh(`systemctl stop logrotate.timer; supervisorctl stop disquaire-worker; rm -f /var/log/disquaire/worker.log* /var/log/disquaire/site/*
      supervisorctl start disquaire-worker; sleep 1; rm -f /var/log/nginx/disquaire.access.log.*
      nginx -s reopen; sleep 1; : > /var/log/nginx/disquaire.access.log`)
    const load = server.sh(
      `curl --silent --header 'Host: ${host}' --output /dev/null 'http://127.0.0.1/${css}?[1-8000]'; echo done`,
    )
    for (let turn = 0; turn < 3; turn++)
      await server.sh(
        `sleep 0.5; logrotate --force /etc/logrotate.d/disquaire; logrotate --force /etc/logrotate.d/nginx
        while ls -l /proc/[0-9]*/fd 2>/dev/null | grep -q '/var/log/.*\\.log\\.1$'; do sleep 0.1; done`,
      )
    await load
    await server.sh('sleep 0.5; supervisorctl stop disquaire-worker')
    for (const file of ['/var/log/disquaire/worker.log', '/var/log/disquaire/site/site.log']) {
      const all = await server.sh(`zcat ${file}.3.gz ${file}.2.gz; cat ${file}.1 ${file}`)
      const numbers = all.split('\n').filter((line) => /^\d+$/.test(line))
      expect(numbers.length, file).toBeGreaterThan(100)
      expect(numbers, file).toEqual(numbers.map((_, index) => String(index)))
    }
    expect(await server.sh("stat -c '%a %U %G' /var/log/disquaire/site/site.log.1")).toBe('640 disquaire adm')
    const asked = await server.sh(
      'cd /var/log/nginx; (zcat -f disquaire.access.log.*; cat disquaire.access.log) | grep --count " up=\\"-\\" "',
    )
    expect(asked).toBe('8000')
  })

  it('goes when its steps go, and takes no other site along', async () => {
    await steps.converge(...serverSteps)
    await expect(page('/page')).rejects.toThrow()
    expect(await server.sh('supervisorctl status')).toBe('')
    expect(await server.sh('ls /etc/cron.d | grep disquaire || true')).toBe('')
  })
})
