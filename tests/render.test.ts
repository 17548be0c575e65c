import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { web } from '../packages/cabestan/src/stack/web.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'

const golden = (name: string) => readFile(new URL(`golden/render/${name}`, import.meta.url), 'utf8')

/** Writes numbers as fast as a busy program writes lines, and takes a while to end well. */
const program = `#!/bin/bash
trap 'sleep 2; echo ended well; exit 0' TERM
i=0
while :; do echo $i; i=$((i+1)); sleep 0.002; done
`
const supervised = `[program:disquaire]
command=/usr/local/bin/numbers
user=disquaire
stopwaitsecs=20
stdout_logfile=/var/log/disquaire/web.log
stdout_logfile_maxbytes=0
`

/** Tells what it heard of the connection, and, where it is upgraded, what came behind. */
const echo = `
import os, socket
path = '/srv/disquaire/live/socket'
listening = socket.socket(socket.AF_UNIX)
listening.bind(path)
os.chmod(path, 0o777)
listening.listen()
while True:
    connection, _ = listening.accept()
    head, _, behind = connection.recv(65536).partition(b'\\r\\n\\r\\n')
    told = next(line for line in head.split(b'\\r\\n') if line.lower().startswith(b'connection:'))
    if b'upgrade' in told:
        connection.sendall(b'HTTP/1.1 101 Switching Protocols\\r\\nConnection: upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n')
        connection.sendall(told + b'|' + (behind or connection.recv(65536)))
    else:
        connection.sendall(b'HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\n' + told + b'|')
    connection.close()
`

/** The golden files of packages/cabestan/src/render, judged by the programs that read them. */
describe.each(onSuites('trixie'))('on %s', (suite) => {
  let server: Server
  const put = async (path: string, text: string) =>
    server.sh(`mkdir -p "$(dirname ${path})"; cat > ${path}`, text)

  beforeAll(async () => {
    server = await startServer({ suite, stocked: true, keepsConnection: true })
    await server.sh(
      'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx supervisor logrotate cron gunicorn',
    )
    await server.sh(`useradd --system disquaire; install -d -o root -g adm -m 0751 /var/log/disquaire
      install -d -o disquaire -g adm -m 2750 /var/log/disquaire/site`)
    await put('/usr/local/bin/numbers', program)
    await put('/etc/supervisor/conf.d/disquaire.conf', supervised)
    await server.sh('chmod +x /usr/local/bin/numbers')
  })

  it('nginx takes the catch-all site, and whoever calls gets not one byte', async () => {
    await put('/etc/nginx/sites-available/catch-all', await golden('nginx-catch-all.conf'))
    await server.sh('ln -sfn /etc/nginx/sites-available/catch-all /etc/nginx/sites-enabled/default')
    await server.sh('nginx -t && systemctl reload nginx')
    await expect.poll(() => answer(server.address, 'GET / HTTP/1.1\r\nHost: autre.example\r\n\r\n')).toBe('')
    // Automatic updates skip a package whose configuration files differ from what it brought.
    expect(await server.sh('dpkg --verify nginx-common nginx')).toBe('')
  })

  it.each(['nginx-site.conf', 'nginx-site-everything.conf', 'nginx-site-bare-address.conf'])(
    'nginx takes %s and warns of nothing',
    async (name) => {
      await put('/etc/nginx/conf.d/cabestan.conf', await golden('nginx-shared.conf'))
      await put('/etc/nginx/conf.d/cabestan-hashed.conf', await golden('nginx-hashed.conf'))
      await put('/etc/nginx/conf.d/cabestan-uploads.conf', await golden('nginx-uploads.conf'))
      await put('/etc/nginx/sites-enabled/disquaire', await golden(name))
      expect(await server.sh('nginx -t 2>&1')).toBe(
        'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\n' +
          'nginx: configuration file /etc/nginx/nginx.conf test is successful',
      )
      await server.sh('rm /etc/nginx/sites-enabled/disquaire')
    },
  )

  it('nginx takes what an older Cabestan wrote, and what a newer one writes, one file after the other', async () => {
    const [shared, hashed] = await Promise.all([golden('nginx-shared.conf'), golden('nginx-hashed.conf')])
    await server.sh('rm -f /etc/nginx/conf.d/cabestan-hashed.conf')
    await put('/etc/nginx/conf.d/cabestan.conf', `${shared}\n${hashed}`)
    await put('/etc/nginx/sites-enabled/disquaire', await golden('nginx-site.conf'))
    await server.sh('nginx -t -q')
    const steps = web({ configuration: { domains: [] }, facts: { ipv6: true } })
    for (const step of steps) {
      if (step.kind !== 'file' || !step.path.startsWith('/etc/nginx/conf.d/')) continue
      await put(step.path, step.content)
      await server.sh('nginx -t -q')
    }
    await put('/etc/nginx/conf.d/cabestan.conf', `${shared}\n${hashed}`)
    await server.sh('nginx -t -q; rm /etc/nginx/sites-enabled/disquaire')
  })

  it('nginx takes the longest domain there can be once it has room for it, and one of 46 letters without', async () => {
    const site = '/etc/nginx/sites-enabled/long'
    const short = `server { server_name ${'a'.repeat(46)}; }\n`
    await put(site, short)
    await server.sh('nginx -t -q')
    await put(site, short.replace('a;', 'aa;'))
    await expect(server.sh('nginx -t -q')).rejects.toThrow('server_names_hash_bucket_size')
    await put('/etc/nginx/conf.d/cabestan-long-names.conf', await golden('nginx-long-names.conf'))
    await put(site, `server { server_name ${'a'.repeat(253)}; }\n`)
    await server.sh('nginx -t -q')
    await server.sh(`rm ${site} /etc/nginx/conf.d/cabestan-long-names.conf`)
  })

  it('nginx hands a WebSocket through where the application speaks ASGI', async () => {
    await put('/etc/nginx/sites-enabled/disquaire', await golden('nginx-site-everything.conf'))
    await put('/tmp/echo.py', echo)
    await server.sh(`mkdir -p /srv/disquaire/live; systemd-run --quiet --unit=echo python3 /tmp/echo.py
      until ss -Hlx | grep -q /srv/disquaire/live/socket; do sleep 0.1; done
      nginx -t && systemctl reload nginx`)
    const head = 'GET /ws HTTP/1.1\r\nHost: www.disquaire.example\r\n'
    const upgrade = `${head}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\nsaid behind the upgrade`
    // A worker of before the reload knows nothing of it yet.
    await expect.poll(() => answer(server.address, upgrade)).not.toBe('')
    await server.sh('sleep 1')
    const upgraded = await answer(server.address, upgrade)
    expect(upgraded).toMatch(/^HTTP\/1.1 101 /)
    expect(upgraded).toContain('\r\n\r\nConnection: upgrade|said behind the upgrade')
    // Five requests a second are allowed there, and not two at once.
    await server.sh('sleep 1')
    const plain = await answer(server.address, `${head}Connection: close\r\n\r\n`)
    expect(plain).toContain('Connection: close|')
    await server.sh('rm /etc/nginx/sites-enabled/disquaire; systemctl stop echo; systemctl reload nginx')
  })

  it.each([
    ...['bin-run', 'bin-process', 'bin-schedule'],
    ...['release-run', 'process-web', 'process-worker', 'process-bot'],
  ])('sh reads %s', async (name) => {
    expect(await server.sh('sh -n /dev/stdin 2>&1', await golden(name))).toBe('')
  })

  it.each(['gunicorn.conf.py', 'gunicorn-asgi.conf.py'])('gunicorn takes %s', async (name) => {
    // What a worker class is made of is in the application's venv.
    const text = (await golden(name)).replace(/^worker_class.*$/m, '')
    await put('/tmp/gunicorn.conf.py', text)
    await put('/tmp/shop.py', 'application = print\n')
    const checked = await server.sh(
      'cd /tmp; CABESTAN_SOCKET=/tmp/x.sock gunicorn --config /tmp/gunicorn.conf.py --print-config shop',
    )
    for (const line of ['bind = ', 'workers = 3', 'timeout = 30', 'graceful_timeout = 30'])
      expect(checked.replaceAll(/ +/g, ' ')).toContain(line)
    expect(checked).toContain("['unix:/tmp/x.sock']")
  })

  it('supervisor takes the programs, none of them in a group with another', async () => {
    await put('/etc/supervisor/conf.d/golden.conf', await golden('supervisor-programs.conf'))
    const programs = `
from supervisor.options import ServerOptions
options = ServerOptions()
options.realize(['-c', '/etc/supervisor/supervisord.conf'], doc='')
for group in options.process_group_configs:
    for each in group.process_configs:
        print(group.name, each.name, each.command, each.stopsignal.name, each.stopwaitsecs, each.exitcodes)
`
    const listed = await server.sh('python3 -W ignore - | grep -v "^disquaire disquaire"', programs)
    expect(listed.split('\n')).toEqual([
      'disquaire-blue disquaire-blue /srv/disquaire/bin/process web blue SIGTERM 40 [77]',
      'disquaire-green disquaire-green /srv/disquaire/bin/process web green SIGTERM 40 [77]',
      'disquaire-huey disquaire-huey /srv/disquaire/bin/process huey 1 SIGINT 30 [77]',
      'disquaire-worker disquaire-worker-1 /srv/disquaire/bin/process worker 1 SIGTERM 600 [77]',
      'disquaire-worker disquaire-worker-2 /srv/disquaire/bin/process worker 2 SIGTERM 600 [77]',
    ])
    await server.sh('rm /etc/supervisor/conf.d/golden.conf')
  })

  it('cron runs what its file says, with a % in it', async () => {
    const every = (await golden('cron')).replaceAll(/^(0 4 \* \* \*|@daily)/gm, '* * * * *')
    await put(
      '/srv/disquaire/bin/schedule',
      '#!/bin/sh\nfor word; do printf "<%s>" "$word"; done >> /tmp/ran-$1\n',
    )
    await server.sh('chmod +x /srv/disquaire/bin/schedule')
    await put('/etc/cron.d/disquaire', every)
    await expect
      .poll(() => server.sh('cat /tmp/ran-report /tmp/ran-clean 2>&1 || true'), {
        interval: 3000,
      })
      .toMatch(/^<report><sh><-c><date '\+%F' \| cat>[\s\S]*<clean><manage.py><clearsessions>/)
    await server.sh('rm /etc/cron.d/disquaire')
  })

  it('systemd makes the directories of sockets, for the application and nginx alone, and of locks', async () => {
    await put('/etc/tmpfiles.d/disquaire.conf', await golden('tmpfiles-runtime.conf'))
    await server.sh('systemd-tmpfiles --create /etc/tmpfiles.d/disquaire.conf')
    expect(await server.sh('stat -c "%a %U %G" /run/disquaire /run/lock/disquaire')).toBe(
      '750 disquaire www-data\n755 root root',
    )
  })

  it.each(['en', 'fr'])(
    'systemd takes the unit of the lookout’s guide (%s), and bounds its memory',
    async (language) => {
      const guide = await readFile(new URL(`../docs/guide/${language}/vigie.md`, import.meta.url), 'utf8')
      const [, unit = '', user = ''] = /```ini\n([\s\S]*?^User=(\w+)$[\s\S]*?)```/m.exec(guide) ?? []
      await server.sh(`useradd --create-home ${user}; install -D /bin/true /home/${user}/cabestan/bin/vigie`)
      await put('/etc/systemd/system/vigie.service', unit)
      expect(await server.sh('systemd-analyze verify vigie.service 2>&1; systemctl daemon-reload')).toBe('')
      expect(await server.sh('systemctl show vigie --property=MemoryMax,Restart')).toBe(
        `Restart=on-failure\nMemoryMax=${200 * 1024 * 1024}`,
      )
    },
  )

  it('systemd takes the override: a supervisor that dies takes its programs along and comes back', async () => {
    await put(
      '/etc/systemd/system/supervisor.service.d/cabestan.conf',
      await golden('supervisor-override.conf'),
    )
    expect(await server.sh('systemd-analyze verify supervisor.service 2>&1; systemctl daemon-reload')).toBe(
      '',
    )
    await server.sh('supervisorctl update')
    let former = ''
    // One alone: for a moment there may be the one that goes and the one that comes.
    await expect.poll(async () => (former = await numbersPid(server))).toMatch(/^\d+$/)
    await server.sh('kill -KILL "$(systemctl show --property=MainPID --value supervisor)"')
    await expect.poll(() => server.sh(`test -d /proc/${former}; echo $?`)).toBe('1')
    await expect.poll(() => numbersPid(server)).toMatch(/^\d+$/)
  })

  it('and one that is stopped lets them end well', async () => {
    await server.sh('systemctl restart supervisor')
    expect(await server.sh('grep -c "ended well" /var/log/disquaire/web.log')).toBe('1')
  })

  it('logrotate turns the logs of a program that goes on writing, and no line is lost', async () => {
    await server.sh(
      'supervisorctl stop disquaire; rm /var/log/disquaire/*.log*; supervisorctl start disquaire',
    )
    await put('/etc/logrotate.d/disquaire', await golden('logrotate-application.conf'))
    for (let turn = 0; turn < 3; turn++)
      await server.sh(`sleep 0.5; logrotate --force /etc/logrotate.d/disquaire
        while ls -l /proc/[0-9]*/fd 2>/dev/null | grep -q '/var/log/disquaire/web\\.log\\.1$'; do sleep 0.1; done`)
    await server.sh('sleep 0.5; supervisorctl stop disquaire')
    const files = 'cd /var/log/disquaire; zcat web.log.3.gz web.log.2.gz; cat web.log.1 web.log'
    const numbers = (await server.sh(files)).split('\n').filter((line) => /^\d+$/.test(line))
    expect(numbers.length).toBeGreaterThan(300)
    expect(numbers).toEqual(numbers.map((_, index) => String(index)))
    expect(await server.sh('stat -c "%a %U %G" /var/log/disquaire/web.log')).toBe('640 root adm')
  })

  it('a log that has grown large is moved though its day is not over, nginx’s too, within minutes', async () => {
    await put('/etc/logrotate.d/00-cabestan', await golden('logrotate-bound.conf'))
    await put('/etc/systemd/system/logrotate.timer.d/cabestan.conf', await golden('logrotate-timer.conf'))
    expect(
      await server.sh('systemd-analyze verify --man=no logrotate.timer 2>&1; systemctl daemon-reload'),
    ).toBe('')
    const next = 'systemctl show logrotate.timer --property=NextElapseUSecRealtime --value'
    const seconds = Number(await server.sh(`echo $(($(date -d "$(${next})" +%s) - $(date +%s)))`))
    expect(seconds).toBeLessThanOrEqual(360)
    const logs = [
      '/var/log/nginx/shop.access.log',
      '/var/log/disquaire/web.log',
      '/var/log/disquaire/site/shop.log',
    ]
    const [small, ...rest] = logs.map((log) => log.replace('.log', '-small.log'))
    for (const log of [small, ...rest, ...logs])
      await server.sh(`sudo -u disquaire touch ${log} 2>/dev/null || touch ${log}; rm -f ${log}.1`)
    // What it has never seen it only remembers.
    await server.sh('systemctl start logrotate.service')
    for (const log of logs) await server.sh(`truncate --size=60M ${log}`)
    for (const log of [small, ...rest]) await server.sh(`truncate --size=40M ${log}`)
    await server.sh('systemctl start logrotate.service')
    expect(await server.sh('ls /var/log/nginx/*.1 /var/log/disquaire/*.1 /var/log/disquaire/site/*.1')).toBe(
      logs
        .map((log) => `${log}.1`)
        .sort()
        .join('\n'),
    )
  })

  it('nor does logrotate mind a supervisor that does not run', async () => {
    await server.sh('systemctl stop supervisor; logrotate --force /etc/logrotate.d/disquaire')
  })
})

async function numbersPid(server: Server): Promise<string> {
  return (await server.ssh('pgrep -x numbers')).stdout.trim()
}

function answer(address: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(80, address, () => socket.write(request))
    socket.on('data', (data) => {
      text += data
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(text))
  })
}
