import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
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

/** The golden files of packages/cabestan/src/render, judged by the programs that read them. */
describe.each(onSuites('trixie'))('on %s', (suite) => {
  let server: Server
  const put = async (path: string, text: string) =>
    server.sh(`mkdir -p "$(dirname ${path})"; cat > ${path}`, text)

  beforeAll(async () => {
    server = await startServer({ suite })
    await server.sh(
      'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx supervisor logrotate',
    )
    await server.sh('useradd --system disquaire; install -d -o root -g adm -m 0750 /var/log/disquaire')
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

  it('systemd makes the directory of the sockets, for the application and nginx alone', async () => {
    await put('/etc/tmpfiles.d/disquaire.conf', await golden('tmpfiles-runtime.conf'))
    await server.sh('systemd-tmpfiles --create /etc/tmpfiles.d/disquaire.conf')
    expect(await server.sh('stat -c "%a %U %G" /run/disquaire')).toBe('750 disquaire www-data')
  })

  it('systemd takes the override: a supervisor that dies takes its programs along and comes back', async () => {
    await put(
      '/etc/systemd/system/supervisor.service.d/cabestan.conf',
      await golden('supervisor-override.conf'),
    )
    expect(await server.sh('systemd-analyze verify supervisor.service 2>&1; systemctl daemon-reload')).toBe(
      '',
    )
    await server.sh('supervisorctl update')
    const former = await numbersPid(server)
    await server.sh('kill -KILL "$(systemctl show --property=MainPID --value supervisor)"')
    await expect.poll(() => server.sh(`test -d /proc/${former}; echo $?`), { timeout: 2000 }).toBe('1')
    await expect.poll(() => numbersPid(server), { timeout: 10_000, interval: 500 }).toMatch(/^\d+$/)
  })

  it('and one that is stopped lets them end well', async () => {
    await server.sh('systemctl restart supervisor')
    expect(await server.sh('grep -c "ended well" /var/log/disquaire/web.log')).toBe('1')
  })

  it('logrotate turns the logs of a program that goes on writing, and no line is lost', async () => {
    await server.sh('supervisorctl stop disquaire; rm /var/log/disquaire/*; supervisorctl start disquaire')
    await put('/etc/logrotate.d/disquaire', await golden('logrotate-application.conf'))
    for (let turn = 0; turn < 3; turn++)
      await server.sh('sleep 0.5; logrotate --force /etc/logrotate.d/disquaire')
    await server.sh('sleep 0.5; supervisorctl stop disquaire')
    const files = 'cd /var/log/disquaire; zcat web.log.3.gz web.log.2.gz; cat web.log.1 web.log'
    const numbers = (await server.sh(files)).split('\n').filter((line) => /^\d+$/.test(line))
    expect(numbers.length).toBeGreaterThan(300)
    expect(numbers).toEqual(numbers.map((_, index) => String(index)))
    expect(await server.sh('stat -c "%a %U %G" /var/log/disquaire/web.log')).toBe('640 root adm')
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
