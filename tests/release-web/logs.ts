import { expect, it } from 'vitest'
import { css, type Ground, host } from './site.ts'

/** Who may read the logs, and how they are moved. */
export function logs(ground: Ground): void {
  it('lets no other user read what it says: addresses of visitors, and their links to a new password', async () => {
    const logs = await ground.server.sh("cd /var/log/disquaire; stat -c '%a %U %G %n' *.log")
    expect(logs).toContain('web-green.log')
    expect(logs).toContain('schedule-slow.log')
    expect(logs.split('\n').filter((line) => !line.startsWith('640 root adm '))).toEqual([])
  })

  it('loses no line of any log when they are moved', async () => {
    await ground.server.sh(`systemctl stop logrotate.timer; supervisorctl stop disquaire-worker; rm -f /var/log/disquaire/worker.log* /var/log/disquaire/site/*
      supervisorctl start disquaire-worker; sleep 1; rm -f /var/log/nginx/disquaire.access.log.*
      nginx -s reopen; sleep 1; : > /var/log/nginx/disquaire.access.log`)
    const load = ground.server.sh(
      `curl --silent --header 'Host: ${host}' --output /dev/null 'http://127.0.0.1/${css}?[1-8000]'; echo done`,
    )
    for (let turn = 0; turn < 3; turn++)
      await ground.server.sh(
        `sleep 0.5; logrotate --force /etc/logrotate.d/disquaire; logrotate --force /etc/logrotate.d/nginx
        while ls -l /proc/[0-9]*/fd 2>/dev/null | grep -q '/var/log/.*\\.log\\.1$'; do sleep 0.1; done`,
      )
    await load
    await ground.server.sh('sleep 0.5; supervisorctl stop disquaire-worker')
    for (const file of ['/var/log/disquaire/worker.log', '/var/log/disquaire/site/site.log']) {
      const all = await ground.server.sh(`zcat ${file}.3.gz ${file}.2.gz; cat ${file}.1 ${file}`)
      const numbers = all.split('\n').filter((line) => /^\d+$/.test(line))
      expect(numbers.length, file).toBeGreaterThan(100)
      expect(numbers, file).toEqual(numbers.map((_, index) => String(index)))
    }
    expect(await ground.server.sh("stat -c '%a %U %G' /var/log/disquaire/site/site.log.1")).toBe(
      '640 disquaire adm',
    )
    const asked = await ground.server.sh(
      'cd /var/log/nginx; (zcat -f disquaire.access.log.*; cat disquaire.access.log) | grep --count " up=\\"-\\" "',
    )
    expect(asked).toBe('8000')
  })
}
