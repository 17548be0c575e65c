import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { prove } from '../../packages/cabestan/src/session/release/proof.ts'
import { atTerminal } from '../harness/command-line.ts'
import { git, shop } from '../harness/git-project.ts'
import { ask } from '../harness/page.ts'
import { closeOutside } from '../harness/provider-firewall.ts'
import { type Ground, type Site, untouched } from './site.ts'

/** From an empty server to a site, asked from outside; and what is not begun. */
export function firstRelease(ground: Ground, { run, page }: Site): void {
  it('is refused where somebody else has its name and its port, both are told, and nothing is touched', async () => {
    const before = await ground.server.sh(untouched)
    await ground.server.sh('mkdir /srv/shop && touch /srv/shop/of-somebody-else')
    const listen = 'IO::Socket::INET->new(LocalPort => 80, Listen => 1) and sleep 600'
    await ground.server.sh(`systemd-run --quiet --unit=other perl -MIO::Socket::INET -e '${listen}'
      until ss -Hltn "sport = :80" | grep -q .; do sleep 0.1; done`)
    const refused = await run('deploy', '--yes')
    expect(refused.code, refused.output).toBe(1)
    expect(refused.output).toContain('release.name-taken')
    expect(refused.output).toContain('of-somebody-else')
    expect(refused.output).toContain('Port 80 is taken by perl')
    await ground.server.sh('rm -r /srv/shop')
    await ground.server.sh('systemctl stop other')

    await ground.server.sh(
      'grep -v ^Swap /proc/meminfo | sed "s/^MemTotal:.*/MemTotal: 320000 kB/" >/etc/meminfo && mount --bind /etc/meminfo /proc/meminfo',
    )
    const small = await run('deploy', '--yes')
    expect(small.code, small.output).toBe(1)
    expect(small.output).toMatch(/code +release\.memory/)
    await ground.server.sh('umount /proc/meminfo && rm /etc/meminfo')
    expect(await ground.server.sh(untouched)).toBe(before)
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
    await atTerminal('run -- manage.py createsuperuser', ground.directory, [
      ['Username', 'anna\r'],
      ['Email', 'anna@shop.example\r'],
      ['Password:', 'vinyle-et-39-tours\r'],
      ['Password (again):', 'vinyle-et-39-tours\r'],
    ])
    const host = 'shop.example'
    const form = await ask(ground.server.address, '/admin/login/', { host })
    const cookie = String(form.headers['set-cookie']).split(';')[0] ?? ''
    const token = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(form.body)?.[1] ?? ''
    const answer = await ask(ground.server.address, '/admin/login/?next=/admin/', {
      ...{ host, method: 'POST' },
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: `csrfmiddlewaretoken=${token}&username=anna&password=vinyle-et-39-tours`,
    })
    expect([answer.status, answer.headers['location']]).toEqual([302, '/admin/'])
  })

  it('is asked from outside, by a name that DNS does not know yet', async () => {
    const again = await run('deploy', '--yes', '--again')
    expect(again.code, again.output).toBe(0)
    expect(again.output).toContain(
      `shop.example is not known to DNS yet. Have it lead to ${ground.server.address}`,
    )
    expect(again.output).toContain(`curl -H "Host: shop.example" http://${ground.server.address}/`)
    // Where another page stands for the site, the one to which people come by its name is asked for too.
    const other = { domains: ['shop.example'], addresses: [ground.server.address], path: '/nothing-here/' }
    expect(await prove(other)).toMatchObject({ status: 404, front: 200 })
    expect(await prove({ ...other, path: '/' })).toMatchObject({ status: 200, front: null })
  })

  it('is asked from outside, where a provider’s firewall lets nobody in', async () => {
    const open = await closeOutside(ground.server, 80)
    const again = await run('deploy', '--yes', '--again').finally(open)
    expect(again.code, again.output).toBe(0)
    expect(again.output).toContain('Release 3 is live')
    expect(again.output).toContain(
      `Port 80 of ${ground.server.address} cannot be reached from here: does a firewall of your provider let it in?`,
    )
    // Neither hides the other, and nothing is to be tried that cannot work.
    expect(again.output).toContain(
      `shop.example is not known to DNS yet. Have it lead to ${ground.server.address}`,
    )
    expect(again.output).not.toContain('curl')
    expect(await page()).toBe('welcome')
    // Who waits for the kernel to give the connection up is not back by then.
  }, 120_000)

  it('is left alone where nothing is new', async () => {
    const before = await ground.server.sh('readlink -f /srv/shop/live/release')
    writeFileSync(join(ground.directory, 'shop/urls.py'), `${shop['shop/urls.py']}# Not yet committed.\n`)
    const again = await run('deploy', '--yes')
    git(ground.directory, 'checkout', '--', 'shop/urls.py')
    expect(again.code, again.output).toBe(0)
    expect(again.output).toContain('Nothing to change: the server is as described.')
    expect(again.output).toContain('This commit is live already')
    expect(again.output).toContain('In no commit, and so not deployed: shop/urls.py.')
    expect(await ground.server.sh('readlink -f /srv/shop/live/release')).toBe(before)
  })
}
