import { expect, it } from 'vitest'
import { releaseSteps } from '../../packages/cabestan/src/stack/release-steps.ts'
import { makeLive } from '../harness/hand-made-release.ts'
import { css, type Ground, host, type Site } from './site.ts'

/** Before there is a release, when it is live, and what it is told of who asks. */
export function firstPage(ground: Ground, { page, told, state, release }: Site): void {
  it('waits, before there is one, with a page of its own in the language of the site', async () => {
    await ground.steps.converge(...ground.serverSteps, ...releaseSteps(ground.viewWith({})))
    await expect.poll(() => state('disquaire-blue')).toBe('EXITED')
    expect([await state('disquaire-green'), await state('disquaire-worker')]).toEqual(['EXITED', 'EXITED'])
    for (const method of ['GET', 'POST']) {
      const { status, body, headers } = await page('/page', { method })
      expect({ status, type: headers['content-type'] }).toEqual({ status: 502, type: 'text/html' })
      expect(body).toContain('<html lang="fr">')
    }
    expect((await ground.server.ssh('/srv/disquaire/bin/run true')).stderr).toContain('no release yet')
    await ground.server.sh(
      '/srv/disquaire/bin/schedule early true; ! ls /var/log/disquaire/schedule-early.log',
    )
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
    await makeLive(ground.server, 'blue')
    await ground.server.sh('supervisorctl start disquaire-blue disquaire-worker')
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
    const here = await ground.server.sh(`tail -n 1 /var/log/nginx/disquaire.access.log | cut -d ' ' -f 1`)
    expect(heard).toMatchObject({ HTTP_X_FORWARDED_FOR: here, HTTP_X_REAL_IP: here })
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(answer.headers['x-request-id']).toBe(id)
    // nginx writes its line behind the answer.
    await expect
      .poll(() => ground.server.sh('tail -n 1 /var/log/nginx/disquaire.access.log'))
      .toMatch(new RegExp(`"GET /page\\?who HTTP/1.1" 200 \\d+ "-" "-" rt=[0-9.]+ up="200" id=${id}$`))
    await expect
      .poll(() => ground.server.sh('tail -n 3 /var/log/disquaire/web-blue.log'))
      .toMatch(new RegExp(`${here} "GET /page\\?who HTTP/1.1" 200 \\d+ [0-9.]+ms id=${id}`))
  })
}
