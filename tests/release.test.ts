import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prove } from '../packages/cabestan/src/session/release/proof.ts'
import { atTerminal, cabestan, jsonLines } from './harness/command-line.ts'
import { commit, git, gitProject, shop } from './harness/git-project.ts'
import { type Load, startLoad } from './harness/load.ts'
import { ask } from './harness/page.ts'
import { closeOutside } from './harness/provider-firewall.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'
import { openWebSocket } from './harness/web-socket.ts'

/** The whole path of the issue: from an empty server and a repository to a site, and on from release to release. */
describe.each(onSuites('bookworm'))('a Django project on a bare %s server', (suite) => {
  let server: Server
  let directory: string
  const run = (...words: string[]) => cabestan(words, { directory })
  const page = async () => (await ask(server.address, '/', { host: 'shop.example' })).body
  const welcome = (text: string) => ({
    'shop/urls.py': (shop['shop/urls.py'] ?? '').replace("'welcome'", `'${text}'`),
  })

  beforeAll(async () => {
    server = await startServer({ suite })
    directory = gitProject(shop)
    const configuration = `app: shop
server: ${server.destination}
domains: [shop.example]
web: {limit: false}
release: {keep: 2, watch: 2s}
hooks:
  before: sh -c 'python manage.py migrate --check && echo ready >> /srv/shop/data/before'
  after: sh -c 'echo live >> /srv/shop/data/after'
  notify: {command: "sh -c 'cat >> /srv/shop/data/told'", webhook: 'http://127.0.0.1:9/T0K3N'}
`
    writeFileSync(join(directory, 'cabestan.yaml'), configuration)
    git(directory, 'add', '--all')
    git(directory, 'commit', '--quiet', '--message=describe the server')
  })

  it('is refused where somebody else has its name or its port, and nothing is touched', async () => {
    const before = await server.sh(untouched)
    await server.sh('mkdir /srv/shop && touch /srv/shop/of-somebody-else')
    const named = await run('deploy', '--yes')
    expect(named.code, named.output).toBe(1)
    expect(named.output).toContain('release.name-taken')
    expect(named.output).toContain('of-somebody-else')
    await server.sh('rm -r /srv/shop')

    const listen = 'IO::Socket::INET->new(LocalPort => 80, Listen => 1) and sleep 600'
    await server.sh(`systemd-run --quiet --unit=other perl -MIO::Socket::INET -e '${listen}'
      until ss -Hltn "sport = :80" | grep -q .; do sleep 0.1; done`)
    const taken = await run('deploy', '--yes')
    expect(taken.code, taken.output).toBe(1)
    expect(taken.output).toContain('Port 80 is taken by perl')
    await server.sh('systemctl stop other')

    await server.sh(
      'grep -v ^Swap /proc/meminfo | sed "s/^MemTotal:.*/MemTotal: 320000 kB/" >/etc/meminfo && mount --bind /etc/meminfo /proc/meminfo',
    )
    const small = await run('deploy', '--yes')
    expect(small.code, small.output).toBe(1)
    expect(small.output).toMatch(/code +release\.memory/)
    await server.sh('umount /proc/meminfo && rm /etc/meminfo')
    expect(await server.sh(untouched)).toBe(before)
  })

  it('is live after one command', async () => {
    const deploy = await run('deploy', '--yes')
    expect(deploy.code, deploy.output).toBe(0)
    expect(deploy.output).toContain('Release 1 is live')
    expect(deploy.output).toContain('`cabestan run -- manage.py createsuperuser`')
    expect(await page()).toBe('welcome')
    // Whoever is to hear of it is not there: the release is none the worse, and its secret address is not told.
    expect(deploy.output).toContain('failed, and the release stays: POST 127.0.0.1:9')
    expect(deploy.output).not.toContain('T0K3N')
    // Whoever lost the line meanwhile is told no less.
    const joined = await run('deploy', '--follow')
    expect(joined.output).toContain('`cabestan run -- manage.py createsuperuser`')
  })

  it('has an administrator, who gets in, by the command that was told', async () => {
    await atTerminal('run -- manage.py createsuperuser', directory, [
      ['Username', 'anna\r'],
      ['Email', 'anna@shop.example\r'],
      ['Password:', 'vinyle-et-39-tours\r'],
      ['Password (again):', 'vinyle-et-39-tours\r'],
    ])
    const host = 'shop.example'
    const form = await ask(server.address, '/admin/login/', { host })
    const cookie = String(form.headers['set-cookie']).split(';')[0] ?? ''
    const token = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(form.body)?.[1] ?? ''
    const answer = await ask(server.address, '/admin/login/?next=/admin/', {
      ...{ host, method: 'POST' },
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: `csrfmiddlewaretoken=${token}&username=anna&password=vinyle-et-39-tours`,
    })
    expect([answer.status, answer.headers['location']]).toEqual([302, '/admin/'])
  })

  it('is asked from outside, by a name that DNS does not know yet', async () => {
    const again = await run('deploy', '--yes', '--again')
    expect(again.code, again.output).toBe(0)
    expect(again.output).toContain(`shop.example is not known to DNS yet. Have it lead to ${server.address}`)
    expect(again.output).toContain(`curl -H "Host: shop.example" http://${server.address}/`)
    // Where another page stands for the site, the one to which people come by its name is asked for too.
    const other = { domains: ['shop.example'], addresses: [server.address], path: '/nothing-here/' }
    expect(await prove(other)).toMatchObject({ status: 404, front: 200 })
    expect(await prove({ ...other, path: '/' })).toMatchObject({ status: 200, front: null })
  })

  it('is asked from outside, where a provider’s firewall lets nobody in', async () => {
    const open = await closeOutside(server, 80)
    const again = await run('deploy', '--yes', '--again').finally(open)
    expect(again.code, again.output).toBe(0)
    expect(again.output).toContain('Release 3 is live')
    expect(again.output).toContain(
      `Port 80 of ${server.address} cannot be reached from here: does a firewall of your provider let it in?`,
    )
    // Neither hides the other, and nothing is to be tried that cannot work.
    expect(again.output).toContain(`shop.example is not known to DNS yet. Have it lead to ${server.address}`)
    expect(again.output).not.toContain('curl')
    expect(await page()).toBe('welcome')
    // Who waits for the kernel to give the connection up is not back by then.
  }, 120_000)

  it('is left alone where nothing is new', async () => {
    const before = await server.sh('readlink -f /srv/shop/live/release')
    writeFileSync(join(directory, 'shop/urls.py'), `${shop['shop/urls.py']}# Not yet committed.\n`)
    const again = await run('deploy', '--yes')
    git(directory, 'checkout', '--', 'shop/urls.py')
    expect(again.code, again.output).toBe(0)
    expect(again.output).toContain('Nothing to change: the server is as described.')
    expect(again.output).toContain('This commit is live already')
    expect(again.output).toContain('In no commit, and so not deployed: shop/urls.py.')
    expect(await server.sh('readlink -f /srv/shop/live/release')).toBe(before)
  })

  describe('and its visitors', () => {
    let load: Load
    beforeAll(() => {
      load = startLoad({
        address: server.address,
        host: 'shop.example',
        path: '/',
        connections: 4,
        pauseMs: 50,
      })
    })
    afterAll(() => load.stop())

    it('lose no request to a new commit', async () => {
      commit(directory, welcome('welcome to the second window'))
      const deploy = await run('deploy', '--yes', '--json')
      expect(deploy.code, deploy.output).toBe(0)
      const finished = jsonLines(deploy.stdout).find(({ type }) => type === 'release-finished')
      expect(finished).toMatchObject({ number: 4, verdict: 'good', lost: 0 })
      expect(await page()).toBe('welcome to the second window')
    })

    it('have a worker a core at first, and all of them from then on', async () => {
      const colour = (await server.sh('readlink /srv/shop/live')).replace('colours/', '')
      const all = Number(await server.sh('echo $(( $(nproc) * 2 + 1 ))'))
      const booted = await server.sh(
        `grep -E "Booting worker|signal: ttin|Starting gunicorn" /var/log/shop/web-${colour}.log`,
      )
      const ofThisRelease = booted.slice(booted.lastIndexOf('Starting gunicorn'))
      const [first = '', ...later] = ofThisRelease.split(/.*signal: ttin.*\n/)
      expect(first.match(/Booting worker/g)).toHaveLength(Math.floor(all / 2))
      expect(later).toHaveLength(Math.ceil(all / 2))
      expect(await server.sh(`pgrep -c -P "$(supervisorctl pid shop-${colour})"`)).toBe(`${all}`)
    })

    it('have Django loaded once for all workers, and the project in each of them', async () => {
      const colour = (await server.sh('readlink /srv/shop/live')).replace('colours/', '')
      const libraries = async (processes: string) =>
        server.sh(
          `for each in ${processes}; do grep -oE "_decimal|_psycopg" /proc/$each/maps | sort -u | paste -sd,; done`,
        )
      const web = `$(supervisorctl pid shop-${colour})`
      // Django's models need decimals; the database's driver comes with the project's settings.
      expect(await libraries(web)).toBe('_decimal')
      expect(new Set((await libraries(`$(pgrep -P ${web})`)).split('\n'))).toEqual(
        new Set(['_decimal,_psycopg']),
      )
    })

    it('nor to a way back', async () => {
      const older = await run('plan', 'HEAD~1')
      expect(older.output).toMatch(
        /1\s+commit\s+that\s+visitors\s+have\s+now[\s\S]*`cabestan\s+rollback\s+3`/,
      )
      const back = await run('rollback', '--yes')
      expect(back.code, back.output).toBe(0)
      expect(await page()).toBe('welcome')
      const forth = await run('rollback', '4', '--yes')
      expect(forth.code, forth.output).toBe(0)
      expect(await page()).toBe('welcome to the second window')
    })

    it('nor to a restart', async () => {
      const restart = await run('restart', '--yes')
      expect(restart.code, restart.output).toBe(0)
      const unknown = await run('restart', 'boat', '--yes')
      expect(unknown.output).toMatch(/code +process\.unknown/)
      expect(unknown.output).not.toContain('Failed after')
    })

    it('saw two pages and no error in all of that', async () => {
      await load.stop()
      expect(load.requests).toBeGreaterThan(200)
      expect(load.failures).toEqual([])
      expect([...load.bodies.keys()].sort()).toEqual(['welcome', 'welcome to the second window'])
    })
  })

  it('takes up a branch by its name', async () => {
    git(directory, 'checkout', '--quiet', '-b', 'window')
    commit(directory, welcome('a branch'))
    git(directory, 'checkout', '--quiet', 'main')
    const deploy = await run('deploy', 'window', '--yes')
    expect(deploy.code, deploy.output).toBe(0)
    expect(await page()).toBe('a branch')
  })

  it('has its front end built on this computer, and is sent what came of it', async () => {
    const described = readFileSync(join(directory, 'cabestan.yaml'), 'utf8')
    git(directory, 'checkout', '--quiet', '-b', 'styled', 'window')
    commit(directory, { ...frontEnd, 'cabestan.yaml': `${described}front_end: laptop\n` })
    const deploy = await run('deploy', '--yes')
    expect(deploy.code, deploy.output).toBe(0)
    const style = await ask(server.address, '/static/site.css', { host: 'shop.example' })
    expect(style.body).toBe(`/* for production, by ${hostname()} */`)
    expect(await server.sh('command -v node npm || echo neither')).toBe('neither')
    expect(await page()).toBe('a branch')
    expect(existsSync(join(directory, 'assets'))).toBe(false)

    commit(directory, { 'build.js': 'throw new TypeError("no such style")' })
    const failed = await run('deploy', '--yes')
    expect(failed.code, failed.output).toBe(1)
    expect(failed.output).toContain('TypeError: no such style')
    git(directory, 'checkout', '--quiet', 'main')
  })

  it('comes back by itself after a reboot, on the release that was live', async () => {
    const before = await server.sh('readlink -f /srv/shop/live/release')
    await server.reboot()
    await expect.poll(() => page().catch(String)).toBe('a branch')
    expect(await server.sh('readlink -f /srv/shop/live/release')).toBe(before)
  })

  it('keeps as many releases as it is told, and the venv that they run on', async () => {
    const live = await server.sh('basename $(readlink -f /srv/shop/live/release)')
    const kept = (await server.sh('ls /srv/shop/releases')).split('\n')
    expect(kept).toHaveLength(2)
    expect(kept).toContain(live)
    expect((await server.sh('ls /srv/shop/venvs')).split('\n')).toHaveLength(1)
  })

  it('does what is to be done before a release starts, when its tables are there', async () => {
    const [before, after] = (await server.sh('cd /srv/shop/data && wc -l < before && wc -l < after')).split(
      '\n',
    )
    expect(Number(before)).toBeGreaterThan(1)
    // A rollback goes to what is filled already, and does only what comes afterwards.
    expect(Number(before)).toBeLessThanOrEqual(Number(after))
    const failing = readFileSync(join(directory, 'cabestan.yaml'), 'utf8')
    writeFileSync(join(directory, 'cabestan.yaml'), failing.replace('migrate --check', 'migrate --nowhere'))
    const refused = await run('deploy', '--yes', '--again')
    writeFileSync(join(directory, 'cabestan.yaml'), failing)
    expect(refused.code, refused.output).toBe(1)
    expect(refused.output).toMatch(/code +hook\.before-failed/)
    expect(refused.output).toContain('unrecognized arguments: --nowhere')
  })

  it('does what is to be done afterwards, and tells who wants to know', async () => {
    expect((await server.sh('cat /srv/shop/data/after')).split('\n').length).toBeGreaterThan(2)
    const told = jsonLines(await server.sh('cat /srv/shop/data/told'))
    expect(told[0]).toMatchObject({ app: 'shop', release: 1, verdict: 'good', failure: null })
  })

  it('shares no name with another site of its server, be it the bare address', async () => {
    const other = gitProject(shop)
    const describeAs = (lines: string) =>
      writeFileSync(join(other, 'cabestan.yaml'), `app: other\nserver: ${server.destination}\n${lines}`)
    const before = await server.sh(untouched)

    describeAs('domains: [other.example, shop.example]\n')
    const named = await cabestan(['deploy', '--yes'], { directory: other })
    expect(named.code, named.output).toBe(1)
    expect(named.output).toContain('shop.example is answered by another site of this server already: shop.')

    const hand = '/etc/nginx/sites-enabled/by-hand'
    await server.sh(`cat > ${hand}`, `server {\n    listen 80;\n    server_name ${server.address};\n}\n`)
    describeAs('')
    const bare = await cabestan(['deploy', '--yes'], { directory: other })
    expect(bare.code, bare.output).toBe(1)
    expect(bare.output).toContain(
      `${server.address} is answered by another site of this server already: by-hand.`,
    )
    await server.sh(`rm ${hand}`)
    expect(await server.sh(untouched)).toBe(before)
  })

  it('is shown with its history', async () => {
    const releases = await run('releases', '--json')
    const [failed, live] = jsonLines(releases.stdout)
    expect(failed).toMatchObject({ live: false, verdict: 'failed' })
    expect(live).toMatchObject({
      ...{ live: true, verdict: 'good', lost: 0 },
      commit: { subject: 'work', author: 'Anna' },
    })
    const status = await run('status')
    expect(status.code, status.output).toBe(0)
    expect(status.output).toContain('shop (production)')
  })

  it('goes back as one: code, variables, processes, and what nginx says', async () => {
    const everything = () =>
      server.sh(`cat /etc/nginx/sites-available/shop /etc/supervisor/conf.d/shop.conf
supervisorctl status | awk '$2 == "RUNNING" { print $1, $2 }'
tr '\\0' '\\n' < /proc/$(supervisorctl pid shop-$(basename $(readlink /srv/shop/live)))/environ | grep ^BOT_KEY || echo none`)
    const before = [await page(), await everything()]
    git(directory, 'checkout', '--quiet', '-b', 'all-of-it', 'styled~1')
    const described = readFileSync(join(directory, 'cabestan.yaml'), 'utf8')
    commit(directory, {
      ...welcome('all of it'),
      'bot.py': 'import time\n\nwhile True:\n    time.sleep(1)\n',
      'cabestan.yaml': `${described.replace('limit: false', 'limit: false, upload_limit: 7M').replace('[shop.example]', '[shop.example, all.example]')}processes: {bot: python bot.py}\n`,
    })
    const set = await cabestan(['env', 'set', 'BOT_KEY'], { directory, input: 'one\n' })
    expect(set.code, set.output).toBe(0)
    const deploy = await run('deploy', '--yes')
    expect(deploy.code, deploy.output).toBe(0)
    expect(await page()).toBe('all of it')
    expect(await everything()).toMatch(/client_max_body_size 7m[\s\S]*shop-bot RUNNING[\s\S]*BOT_KEY=one/)
    git(directory, 'checkout', '--quiet', 'main')
    const back = await run('rollback', '--yes')
    expect(back.code, back.output).toBe(0)
    expect([await page(), await everything()]).toEqual(before)
    // A name that came since goes with it, which is said before the question and after.
    expect(back.output).toMatch(/!\s+The\s+site\s+will\s+no\s+longer\s+answer\s+to\s+all\.example:/)
    expect(back.output).toMatch(/!\s+The\s+site\s+no\s+longer\s+answers\s+to\s+all\.example\./)
  })

  describe('and whoever holds a WebSocket', () => {
    const saying = (page: string) => ({
      ...welcome(page),
      'requirements.txt': `${shop['requirements.txt']}channels==4.1.0\n`,
      'shop/asgi.py': asgiOf(page),
    })
    const held = () => openWebSocket(server.address, '/chat', 'shop.example')
    beforeAll(async () => {
      git(directory, 'checkout', '--quiet', '-b', 'chatting', 'main')
      const described = readFileSync(join(directory, 'cabestan.yaml'), 'utf8')
      const patient = described.replace('watch: 2s', 'watch: 1s, drain: 10s')
      commit(directory, { ...saying('first chat'), 'cabestan.yaml': patient })
      const deploy = await run('deploy', '--yes')
      expect(deploy.code, deploy.output).toBe(0)
    })
    afterAll(() => git(directory, 'checkout', '--quiet', 'main'))

    it('talks on with the release before, while others get the new one, until the time for it is over', async () => {
      const socket = await held()
      expect(await socket.say('salut')).toBe('first chat: salut')
      commit(directory, saying('second chat'))
      let between: Promise<string[]> | null = null
      const deploy = await cabestan(['deploy', '--yes'], {
        directory,
        onOutput: (text) => {
          if (text.includes('visitors now get release'))
            between ??= Promise.all([socket.say('toujours là ?'), page()])
        },
      })
      expect(deploy.code, deploy.output).toBe(0)
      expect(await between).toEqual(['first chat: toujours là ?', 'second chat'])
      expect(deploy.output).toContain('still open after 10 s, and were cut: 1')
      expect(await socket.ended).toBe(1012)
      const anew = await held()
      expect(await anew.say('re')).toBe('second chat: re')
      anew.close()
      await anew.ended
    })
  })

  describe('and another repository that bears its name', () => {
    let other: string
    const inOther = (...words: string[]) => cabestan(words, { directory: other })
    beforeAll(() => {
      const files = Object.entries(shop).map(([path, text]) => [path, text && `${text}# of the bakery\n`])
      const configuration = readFileSync(join(directory, 'cabestan.yaml'), 'utf8')
      other = gitProject({ ...Object.fromEntries(files), 'cabestan.yaml': configuration })
    })

    it('is not taken for its next release', async () => {
      const before = await server.sh(untouched)
      for (const command of [['plan'], ['deploy', '--yes']]) {
        const refused = await inOther(...command)
        expect(refused.code, refused.output).toBe(1)
        expect(refused.output).toContain('release.another-repository')
        expect(refused.output).toContain('--another-repository')
      }
      expect(await server.sh(untouched)).toBe(before)
    })

    it('is told from its own history, written anew and cloned without the past', async () => {
      const rewritten = join(gitProject({ 'x.py': '' }), 'rewritten')
      git(directory, 'clone', '--quiet', '--depth', '1', `file://${directory}`, rewritten)
      git(rewritten, 'checkout', '--quiet', '--orphan', 'anew')
      commit(rewritten, welcome('a forced push'))
      const plan = await cabestan(['plan'], { directory: rewritten })
      expect(plan.code, plan.output).toBe(0)
      expect(plan.output).not.toContain('same project')
    })

    it('is told that its data stay there where it comes under another name', async () => {
      const renamed = join(gitProject({ 'x.py': '' }), 'renamed')
      git(directory, 'clone', '--quiet', `file://${directory}`, renamed)
      const path = join(renamed, 'cabestan.yaml')
      const text = readFileSync(path, 'utf8')
      writeFileSync(
        path,
        text.replace('app: shop', 'app: bazar').replace('[shop.example]', '[bazar.example]'),
      )
      const plan = await cabestan(['plan'], { directory: renamed })
      expect(plan.output).toMatch(/!\s+shop\s+on\s+this\s+server\s+is\s+of\s+the\s+same\s+project/)
      expect(plan.output).toMatch(/`app:\s+shop`/)
    })

    it('is of another project under another name, of which nothing is said', async () => {
      const path = join(other, 'cabestan.yaml')
      const text = readFileSync(path, 'utf8')
      writeFileSync(
        path,
        text.replace('app: shop', 'app: bakery').replace('[shop.example]', '[bakery.example]'),
      )
      const plan = await inOther('plan')
      writeFileSync(path, text)
      expect(plan.output).toContain('Release')
      expect(plan.output).not.toContain('same project')
    })

    it('takes its place where that is meant, and then is the one that stays', async () => {
      const meant = await inOther('deploy', '--yes', '--another-repository')
      expect(meant.code, meant.output).toBe(0)
      const former = await run('plan')
      expect(former.code, former.output).toBe(1)
      expect(former.output).toContain('release.another-repository')
    })
  })
})

/** Channels, with nothing around it: what it says tells which release speaks. */
const asgiOf = (page: string) => `import os
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')


class Chat(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data='${page}: ' + text_data)


application = ProtocolTypeRouter({
    'http': get_asgi_application(),
    'websocket': URLRouter([path('chat', Chat.as_asgi())]),
})
`

/** A build that needs no package; what it makes is not committed. */
const frontEnd = {
  'package.json': JSON.stringify({ scripts: { build: 'node build.js' } }),
  'build.js': `const fs = require('fs')
fs.mkdirSync('assets', { recursive: true })
fs.writeFileSync('assets/site.css', '/* for ' + process.env.NODE_ENV + ', by ' + require('os').hostname() + ' */')
`,
  '.gitignore': 'assets\nnode_modules\n',
  'shop/settings.py': `${shop['shop/settings.py']}STATICFILES_DIRS = [BASE_DIR / 'assets']\n`,
}

/** What a deploy would begin with. */
const untouched =
  'sha256sum /var/lib/dpkg/status /etc/passwd /etc/ssh/sshd_config; ls /etc/nginx 2>&1 || true'
