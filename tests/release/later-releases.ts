import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { jsonLines } from '../harness/command-line.ts'
import { commit, git, shop } from '../harness/git-project.ts'
import { ask } from '../harness/page.ts'
import { type Ground, type Site, welcome } from './site.ts'

/** On from release to release: branches, a front end, a reboot, what is kept, and hooks. */
export function laterReleases(ground: Ground, { run, page }: Site): void {
  it('takes up a branch by its name', async () => {
    git(ground.directory, 'checkout', '--quiet', '-b', 'window')
    commit(ground.directory, welcome('a branch'))
    git(ground.directory, 'checkout', '--quiet', 'main')
    const deploy = await run('deploy', 'window', '--yes')
    expect(deploy.code, deploy.output).toBe(0)
    expect(await page()).toBe('a branch')
  })

  it('has its front end built on this computer, and is sent what came of it', async () => {
    const described = readFileSync(join(ground.directory, 'cabestan.yaml'), 'utf8')
    git(ground.directory, 'checkout', '--quiet', '-b', 'styled', 'window')
    commit(ground.directory, { ...frontEnd, 'cabestan.yaml': `${described}front_end: laptop\n` })
    const deploy = await run('deploy', '--yes')
    expect(deploy.code, deploy.output).toBe(0)
    const style = await ask(ground.server.address, '/static/site.css', { host: 'shop.example' })
    expect(style.body).toBe(`/* for production, by ${hostname()} */`)
    expect(await ground.server.sh('command -v node npm || echo neither')).toBe('neither')
    expect(await page()).toBe('a branch')
    expect(existsSync(join(ground.directory, 'assets'))).toBe(false)

    commit(ground.directory, { 'build.js': 'throw new TypeError("no such style")' })
    const failed = await run('deploy', '--yes')
    expect(failed.code, failed.output).toBe(1)
    expect(failed.output).toContain('TypeError: no such style')
    git(ground.directory, 'checkout', '--quiet', 'main')
  })

  it('comes back by itself after a reboot, on the release that was live', async () => {
    const before = await ground.server.sh('readlink -f /srv/shop/live/release')
    await ground.server.reboot()
    await expect.poll(() => page().catch(String)).toBe('a branch')
    expect(await ground.server.sh('readlink -f /srv/shop/live/release')).toBe(before)
  })

  it('keeps as many releases as it is told, and the venv that they run on', async () => {
    const live = await ground.server.sh('basename $(readlink -f /srv/shop/live/release)')
    const kept = (await ground.server.sh('ls /srv/shop/releases')).split('\n')
    expect(kept).toHaveLength(2)
    expect(kept).toContain(live)
    expect((await ground.server.sh('ls /srv/shop/venvs')).split('\n')).toHaveLength(1)
  })

  it('does what is to be done before a release starts, when its tables are there', async () => {
    const [before, after] = (
      await ground.server.sh('cd /srv/shop/data && wc -l < before && wc -l < after')
    ).split('\n')
    expect(Number(before)).toBeGreaterThan(1)
    // A rollback goes to what is filled already, and does only what comes afterwards.
    expect(Number(before)).toBeLessThanOrEqual(Number(after))
    const failing = readFileSync(join(ground.directory, 'cabestan.yaml'), 'utf8')
    writeFileSync(
      join(ground.directory, 'cabestan.yaml'),
      failing.replace('migrate --check', 'migrate --nowhere'),
    )
    const refused = await run('deploy', '--yes', '--again')
    writeFileSync(join(ground.directory, 'cabestan.yaml'), failing)
    expect(refused.code, refused.output).toBe(1)
    expect(refused.output).toMatch(/code +hook\.before-failed/)
    expect(refused.output).toContain('unrecognized arguments: --nowhere')
  })

  it('does what is to be done afterwards, and tells who wants to know', async () => {
    expect((await ground.server.sh('cat /srv/shop/data/after')).split('\n').length).toBeGreaterThan(2)
    const told = jsonLines(await ground.server.sh('cat /srv/shop/data/told'))
    expect(told[0]).toMatchObject({ app: 'shop', release: 1, verdict: 'good', failure: null })
  })
}

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
