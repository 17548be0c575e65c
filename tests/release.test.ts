import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cabestan, jsonLines } from './harness/command-line.ts'
import { commit, git, gitProject, shop } from './harness/git-project.ts'
import { type Load, startLoad } from './harness/load.ts'
import { ask } from './harness/page.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'

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
    const configuration = `app: shop\nserver: ${server.destination}\ndomains: [shop.example]\nweb: {limit: false}\n`
    writeFileSync(join(directory, 'cabestan.yaml'), configuration)
    git(directory, 'add', '--all')
    git(directory, 'commit', '--quiet', '--message=describe the server')
  })

  it('is live after one command', async () => {
    const deploy = await run('deploy', '--yes')
    expect(deploy.code, deploy.output).toBe(0)
    expect(deploy.output).toContain('Release 1 is live')
    expect(await page()).toBe('welcome')
  })

  it('is asked from outside, by a name that DNS does not know yet', async () => {
    const again = await run('deploy', '--yes', '--again')
    expect(again.code, again.output).toBe(0)
    expect(again.output).toContain(`shop.example is not known to DNS yet. Have it lead to ${server.address}`)
  })

  it('is left alone where nothing is new', async () => {
    const before = await server.sh('readlink -f /srv/shop/live/release')
    const again = await run('deploy', '--yes')
    expect(again.code, again.output).toBe(0)
    expect(again.output).toContain('This commit is live already')
    expect(await server.sh('readlink -f /srv/shop/live/release')).toBe(before)
  })

  describe('and its visitors', () => {
    let load: Load
    beforeAll(() => {
      load = startLoad({ address: server.address, host: 'shop.example', path: '/' })
    })
    afterAll(() => load.stop())

    it('lose no request to a new commit', async () => {
      commit(directory, welcome('welcome to the second window'))
      const deploy = await run('deploy', '--yes', '--json')
      expect(deploy.code, deploy.output).toBe(0)
      const finished = jsonLines(deploy.stdout).find(({ type }) => type === 'release-finished')
      expect(finished).toMatchObject({ number: 3, verdict: 'good', lost: 0 })
      expect(await page()).toBe('welcome to the second window')
    })

    it('nor to a way back', async () => {
      const back = await run('rollback', '--yes')
      expect(back.code, back.output).toBe(0)
      expect(await page()).toBe('welcome')
      const forth = await run('rollback', '3', '--yes')
      expect(forth.code, forth.output).toBe(0)
      expect(await page()).toBe('welcome to the second window')
    })

    it('nor to a restart', async () => {
      const restart = await run('restart', '--yes')
      expect(restart.code, restart.output).toBe(0)
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

  it('comes back by itself after a reboot, on the release that was live', async () => {
    const before = await server.sh('readlink -f /srv/shop/live/release')
    await server.reboot()
    await expect.poll(() => page().catch(String), { timeout: 60_000, interval: 500 }).toBe('a branch')
    expect(await server.sh('readlink -f /srv/shop/live/release')).toBe(before)
  })

  it('is shown with its history', async () => {
    const releases = await run('releases')
    expect(releases.output).toContain('work')
    const status = await run('status')
    expect(status.code, status.output).toBe(0)
    expect(status.output).toContain('shop (production)')
  })
})
