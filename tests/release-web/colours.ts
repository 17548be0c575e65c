import { expect, it } from 'vitest'
import { makeLive } from '../harness/hand-made-release.ts'
import { css, type Ground, type Site } from './site.ts'

/** From one release to the next, and back after whatever ended it. */
export function colours(ground: Ground, { page, told, state, release }: Site): void {
  it('makes room for the next one, whose visitors still find the files of this one', async () => {
    await release(2, 'green', { 'static/css/site.fedcba987654.css': 'two {}\n' })
    const long = `sh -c 'until [ -e /run/switched ]; do sleep 0.1; done; echo ended in $(pwd)'`
    await ground.server.sh(`systemd-run --quiet --unit=long /srv/disquaire/bin/schedule long ${long}
      until pgrep -u disquaire -f /run/switched; do sleep 0.1; done`)
    const nginx = await ground.server.sh('cat /proc/$(cat /run/nginx.pid)/task/*/children')
    await ground.server.sh('install -o disquaire -m 0644 /dev/null /run/disquaire/starting-green')
    await ground.server.sh('echo 1 > /run/disquaire/starting-green; supervisorctl start disquaire-green')
    await expect.poll(() => ground.server.sh('ls /run/disquaire')).toContain('green.sock')
    const workersOf = (colour: string) =>
      ground.server.sh(`pgrep --count --parent $(supervisorctl pid disquaire-${colour})`)
    await expect.poll(() => workersOf('green')).toBe('1')
    expect(await workersOf('blue')).toBe('2')
    await makeLive(ground.server, 'green')
    await ground.server.sh('rm /run/disquaire/starting-green; supervisorctl stop disquaire-blue')
    expect((await told('/page')).release).toBe('2')
    expect([(await page(`/${css}`)).body, (await page('/static/css/site.fedcba987654.css')).body]).toEqual([
      'one {}\n',
      'two {}\n',
    ])
    expect(await ground.server.sh('cat /proc/$(cat /run/nginx.pid)/task/*/children')).toBe(nginx)
    // A scheduled command has all the time that it wants, and its own files.
    await ground.server.sh('touch /run/switched')
    const said = () => ground.server.sh('tail -n 2 /var/log/disquaire/schedule-long.log | head -n 1')
    await expect.poll(said).toBe('ended in /srv/disquaire/releases/1-abcdef1/source')
  })

  it('leaves pages of long ago the files whose names changed since, and no others', async () => {
    // A third release has the colour of the first, whose files are found by the engine's links from then on.
    await ground.server.sh(`cd /srv/disquaire; mkdir -p former; ln -sfn ../releases/2-abcdef2 former/1
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
    await ground.server.sh('ln -sfn ../../releases/1-abcdef1 /srv/disquaire/colours/blue/release')
  })

  it('ends in the colour that is not live, however often it is started', async () => {
    await ground.server.sh('supervisorctl start disquaire-blue || true')
    await expect.poll(() => state('disquaire-blue')).toBe('EXITED')
    expect(await ground.server.sh('supervisorctl status disquaire-blue || true')).not.toContain('FATAL')
  })

  it('comes back when it is killed, and leaves the idle colour alone', async () => {
    const former = await ground.server.sh('supervisorctl pid disquaire-green')
    await ground.server.sh(`kill -KILL ${former}`)
    await expect.poll(async () => (await page('/page').catch(() => ({ status: 0 }))).status).toBe(200)
    expect(await ground.server.sh('supervisorctl pid disquaire-green')).not.toBe(former)
    expect(await state('disquaire-blue')).toBe('EXITED')
  })

  it('comes back after a reboot and after a crash, in the live colour alone', async () => {
    for (const way of ['reboot', 'crash'] as const) {
      await ground.server[way]()
      await expect.poll(async () => (await page('/page').catch(() => ({ status: 0 }))).status).toBe(200)
      expect((await told('/page')).release).toBe('2')
      // supervisor calls a program RUNNING some time after it began.
      await expect.poll(() => state('disquaire-blue')).toBe('EXITED')
      await expect.poll(() => state('disquaire-green')).toBe('RUNNING')
      await expect.poll(() => state('disquaire-worker')).toBe('RUNNING')
    }
  })
}
