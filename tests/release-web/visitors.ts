import { expect, it } from 'vitest'
import { css, type Ground, host, type Site } from './site.ts'

/** Which names the site has, what visitors may not do, and who may read what. */
export function visitors(ground: Ground, { page }: Site): void {
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
    const line = () => ground.server.sh(`grep -F 'GET ${path} ' /var/log/nginx/disquaire.access.log || true`)
    await expect.poll(line).toContain(' up="-" ')
  })

  it('hears of /.well-known/ and of what only looks like a probe', async () => {
    for (const path of ['/.well-known/change-password', '/wp-login.phpx', '/a.php'])
      expect((await page(path)).status, path).toBe(200)
  })

  it('refuses who asks again and again, and not who loads a page with its files', async () => {
    const many = (path: string, count: number) =>
      ground.server.sh(
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
    await ground.server.sh('touch /srv/disquaire/maintenance')
    for (const path of ['/page', '/']) {
      const { status, headers, body } = await page(path, { method: path === '/page' ? 'POST' : 'GET' })
      expect({ status, retry: headers['retry-after'] }).toEqual({ status: 503, retry: '60' })
      expect(body).toContain('maintenance')
    }
    expect((await page(`/${css}`)).status).toBe(200)
    await ground.server.sh('rm /srv/disquaire/maintenance')
    expect([(await page('/page')).status, (await page('/')).status]).toEqual([200, 200])
  })

  it('keeps its secrets and its source from nginx and from other users', async () => {
    const may = async (user: string, path: string) =>
      (await ground.server.ssh(`runuser -u ${user} -- cat ${path}`)).code === 0
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
    expect(await ground.server.sh(command)).toBe(expected)
    for (const user of ['deploy', 'disquaire'])
      expect(await ground.server.sh(`runuser -u ${user} -- ${command}`), user).toBe(expected)
    for (const words of ['manage.py', './manage.py', 'python3 ./manage.py'])
      expect(await ground.server.sh(`/srv/disquaire/bin/run ${words} migrate 'a b'`)).toBe(
        'manage.py migrate a b cabestan_disquaire.settings',
      )
    expect((await ground.server.ssh('/srv/disquaire/bin/run')).code).toBe(2)
    expect((await ground.server.ssh('/srv/disquaire/bin/run sh -c "exit 7"')).code).toBe(7)
  })
}
