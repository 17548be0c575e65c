import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonLines } from '../harness/command-line.ts'
import { commit } from '../harness/git-project.ts'
import { type Load, startLoad } from '../harness/load.ts'
import { type Ground, type Site, welcome } from './site.ts'

/** What visitors see of a new commit, a way back and a restart: nothing. */
export function visitors(ground: Ground, { run, page }: Site): void {
  describe('and its visitors', () => {
    let load: Load
    beforeAll(() => {
      load = startLoad({
        address: ground.server.address,
        host: 'shop.example',
        path: '/',
        connections: 4,
        pauseMs: 50,
      })
    })
    afterAll(() => load.stop())

    it('lose no request to a new commit', async () => {
      commit(ground.directory, welcome('welcome to the second window'))
      const deploy = await run('deploy', '--yes', '--json')
      expect(deploy.code, deploy.output).toBe(0)
      const finished = jsonLines(deploy.stdout).find(({ type }) => type === 'release-finished')
      expect(finished).toMatchObject({ number: 4, verdict: 'good', lost: 0 })
      expect(await page()).toBe('welcome to the second window')
    })

    it('have a worker a core at first, and all of them from then on', async () => {
      const colour = (await ground.server.sh('readlink /srv/shop/live')).replace('colours/', '')
      const all = Number(await ground.server.sh('echo $(( $(nproc) * 2 + 1 ))'))
      const booted = await ground.server.sh(
        `grep -E "Booting worker|signal: ttin|Starting gunicorn" /var/log/shop/web-${colour}.log`,
      )
      const ofThisRelease = booted.slice(booted.lastIndexOf('Starting gunicorn'))
      const [first = '', ...later] = ofThisRelease.split(/.*signal: ttin.*\n/)
      expect(first.match(/Booting worker/g)).toHaveLength(Math.floor(all / 2))
      expect(later).toHaveLength(Math.ceil(all / 2))
      expect(await ground.server.sh(`pgrep -c -P "$(supervisorctl pid shop-${colour})"`)).toBe(`${all}`)
    })

    it('have Django loaded once for all workers, and the project in each of them', async () => {
      const colour = (await ground.server.sh('readlink /srv/shop/live')).replace('colours/', '')
      const libraries = async (processes: string) =>
        ground.server.sh(
          `for each in ${processes}; do grep -oE "_decimal|_psycopg" /proc/$each/maps | sort -u | paste -sd,; done`,
        )
      const web = `$(supervisorctl pid shop-${colour})`
      // Django's models need decimals; the database's driver comes with the project's settings.
      expect(await libraries(web)).toBe('_decimal')
      expect(new Set((await libraries(`$(pgrep -P ${web})`)).split('\n'))).toEqual(
        new Set(['_decimal,_psycopg']),
      )
    })

    it('nor to a way back', async () => {
      const older = await run('plan', 'HEAD~1')
      expect(older.output).toMatch(
        /1\s+commit\s+that\s+visitors\s+have\s+now[\s\S]*`cabestan\s+rollback\s+3`/,
      )
      const back = await run('rollback', '--yes')
      expect(back.code, back.output).toBe(0)
      expect(await page()).toBe('welcome')
      const forth = await run('rollback', '4', '--yes')
      expect(forth.code, forth.output).toBe(0)
      expect(await page()).toBe('welcome to the second window')
    })

    it('nor to a restart', async () => {
      const restart = await run('restart', '--yes')
      expect(restart.code, restart.output).toBe(0)
      const unknown = await run('restart', 'boat', '--yes')
      expect(unknown.output).toMatch(/code +process\.unknown/)
      expect(unknown.output).not.toContain('Failed after')
    })

    it('saw two pages and no error in all of that', async () => {
      await load.stop()
      expect(load.requests).toBeGreaterThan(200)
      expect(load.failures).toEqual([])
      expect([...load.bodies.keys()].sort()).toEqual(['welcome', 'welcome to the second window'])
    })
  })
}
