import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cabestan, jsonLines } from '../harness/command-line.ts'
import { commit, git, gitProject, shop } from '../harness/git-project.ts'
import { type Ground, type Site, untouched, welcome } from './site.ts'

/** Its names among other sites, its history, and a rollback of everything at once. */
export function history(ground: Ground, { run, page }: Site): void {
  it('shares no name with another site of its server, be it the bare address', async () => {
    const other = gitProject(shop)
    const describeAs = (lines: string) =>
      writeFileSync(
        join(other, 'cabestan.yaml'),
        `app: other\nserver: ${ground.server.destination}\n${lines}`,
      )
    const before = await ground.server.sh(untouched)

    describeAs('domains: [other.example, shop.example]\n')
    const named = await cabestan(['deploy', '--yes'], { directory: other })
    expect(named.code, named.output).toBe(1)
    expect(named.output).toContain('shop.example is answered by another site of this server already: shop.')

    const hand = '/etc/nginx/sites-enabled/by-hand'
    await ground.server.sh(
      `cat > ${hand}`,
      `server {\n    listen 80;\n    server_name ${ground.server.address};\n}\n`,
    )
    describeAs('')
    const bare = await cabestan(['deploy', '--yes'], { directory: other })
    expect(bare.code, bare.output).toBe(1)
    expect(bare.output).toContain(
      `${ground.server.address} is answered by another site of this server already: by-hand.`,
    )
    await ground.server.sh(`rm ${hand}`)
    expect(await ground.server.sh(untouched)).toBe(before)
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
      ground.server.sh(`cat /etc/nginx/sites-available/shop /etc/supervisor/conf.d/shop.conf
supervisorctl status | awk '$2 == "RUNNING" { print $1, $2 }'
tr '\\0' '\\n' < /proc/$(supervisorctl pid shop-$(basename $(readlink /srv/shop/live)))/environ | grep ^BOT_KEY || echo none`)
    const before = [await page(), await everything()]
    git(ground.directory, 'checkout', '--quiet', '-b', 'all-of-it', 'styled~1')
    const described = readFileSync(join(ground.directory, 'cabestan.yaml'), 'utf8')
    commit(ground.directory, {
      ...welcome('all of it'),
      'bot.py': 'import time\n\nwhile True:\n    time.sleep(1)\n',
      'cabestan.yaml': `${described.replace('limit: false', 'limit: false, upload_limit: 7M').replace('[shop.example]', '[shop.example, all.example]')}processes: {bot: python bot.py}\n`,
    })
    const set = await cabestan(['env', 'set', 'BOT_KEY'], { directory: ground.directory, input: 'one\n' })
    expect(set.code, set.output).toBe(0)
    const deploy = await run('deploy', '--yes')
    expect(deploy.code, deploy.output).toBe(0)
    expect(await page()).toBe('all of it')
    expect(await everything()).toMatch(/client_max_body_size 7m[\s\S]*shop-bot RUNNING[\s\S]*BOT_KEY=one/)
    git(ground.directory, 'checkout', '--quiet', 'main')
    const back = await run('rollback', '--yes')
    expect(back.code, back.output).toBe(0)
    expect([await page(), await everything()]).toEqual(before)
    // A name that came since goes with it, which is said before the question and after.
    expect(back.output).toMatch(/!\s+The\s+site\s+will\s+no\s+longer\s+answer\s+to\s+all\.example:/)
    expect(back.output).toMatch(/!\s+The\s+site\s+no\s+longer\s+answers\s+to\s+all\.example\./)
  })
}
