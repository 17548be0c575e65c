import { beforeAll, describe, expect, it } from 'vitest'
import { shop } from '../harness/git-project.ts'
import { orderFor } from '../harness/laid-release.ts'
import { runStages, type Staging } from '../harness/stages.ts'
import { codes, type Ground, type Released, type Shop, series } from './shop.ts'

/** What a release has and shares once its venv and its build are done. */
export function wholeRelease(ground: Ground, { release, asApplication }: Shop): void {
  describe('a release', () => {
    let first: Released
    let second: Released
    beforeAll(async () => {
      first = await release()
      second = await release({ 'shop/views.py': 'new = True\n' }, { live: '1-1a2b3c4' })
    })

    it('has its packages from uv, in the Python of the server', () => {
      expect(first.failure).toBeNull()
      expect(codes(first).slice(0, 2)).toEqual(['venv.python', 'venv.made'])
      expect(first.notices[0]?.values['version']).toMatch(new RegExp(`^${series[ground.suite]}\\.`))
      expect(first.notices[1]?.values['count']).toBeGreaterThan(4)
      expect(first.output.join('\n')).toContain('Bytecode compiled')
    })

    it('has a venv that the application runs and cannot change', async () => {
      const inside = `${first.directory}/venv/lib/python${series[ground.suite]}/site-packages/django`
      const python = `${first.directory}/venv/bin/python`
      expect((await asApplication(`${python} -c 'import django, gunicorn, psycopg'`)).code).toBe(0)
      expect((await asApplication(`touch ${inside}/x`)).code).not.toBe(0)
      expect(
        await ground.server.sh(
          `find ${first.directory}/venv/ ! -user root -o ! -group shop -o -perm /o=rwx ! -type l`,
        ),
      ).toBe('')
    })

    it('uses the venv of the one before, where it is made of the same', async () => {
      expect(second.failure).toBeNull()
      expect(codes(second)).toContain('venv.reused')
      const links = await ground.server.sh(`readlink ${first.directory}/venv ${second.directory}/venv`)
      expect(new Set(links.split('\n')).size).toBe(1)
    })

    it('has an environment of its own, which the owner’s values lie over', async () => {
      const text = await ground.server.sh(`cat ${first.directory}/env`)
      expect(text).toContain('OWN_KEY=owner\n')
      expect(text).toMatch(/^REDIS_URL=redis:\/\/:k{60}@localhost$/m)
      expect(await ground.server.sh(`stat -c '%U:%G %a' ${first.directory}/env`)).toBe('root:shop 640')
    })

    it('has static files that nginx reads, packed beside where that is less', async () => {
      const admin = `${first.directory}/static/admin`
      expect(
        (await ground.server.ssh(`setpriv --reuid=www-data --clear-groups cat ${admin}/css/base.css`)).code,
      ).toBe(0)
      expect(
        await ground.server.sh(`zcat ${admin}/css/base.css.gz | cmp - ${admin}/css/base.css && echo same`),
      ).toBe('same')
      expect(await ground.server.sh(`ls ${admin}/img/*.png.gz 2>/dev/null | wc -l`)).toBe('0')
      expect((await asApplication(`touch ${admin}/x`)).code).not.toBe(0)
    })

    it('shares on the disk what the live release has in the same form', async () => {
      const css = 'static/admin/css/base.css'
      const inodes = await ground.server.sh(
        `stat -c %i ${first.directory}/${css} ${second.directory}/${css} ${first.directory}/${css}.gz ${second.directory}/${css}.gz`,
      )
      expect(new Set(inodes.split('\n')).size).toBe(2)
    })

    it('has a source that is read by the application alone, and compiled', async () => {
      expect(
        await ground.server.sh(`find ${first.directory}/source ! -user root -o -perm /o=rwx ! -type l`),
      ).toBe('')
      expect((await asApplication(`touch ${first.directory}/source/shop/x`)).code).not.toBe(0)
      expect(await ground.server.sh(`ls ${first.directory}/source/shop/__pycache__ | grep -c settings`)).toBe(
        '1',
      )
      expect(
        await ground.server.sh(`ls ${first.directory}/overlay/cabestan_shop/__pycache__ | grep -c settings`),
      ).toBe('1')
    })

    it('tells what Django warns of', () => {
      const ids = first.notices
        .filter(({ code }) => code === 'check.warning')
        .map(({ values }) => values['id'])
      expect(ids).toContain('security.W002')
      // What only a certificate can put right is told in one line of ours.
      expect(ids).not.toContain('security.W004')
      expect(codes(first)).toContain('check.without-https')
      expect(first.notices.find(({ code }) => code === 'static.collected')?.values['count']).toBeGreaterThan(
        100,
      )
    })

    it('is sealed with its order, and a change by hand is seen', async () => {
      const { directory } = second
      expect(JSON.parse(await ground.server.sh(`cat ${directory}/release.json`))).toMatchObject({
        name: 'shop',
      })
      const unchanged = async () =>
        (await runStages(ground.server, lookAt(directory))).notices[0]?.values['unchanged']
      expect(await unchanged()).toBe('yes')
      await ground.server.sh(`echo '# mended in a hurry' >> ${directory}/source/shop/urls.py`)
      expect(await unchanged()).toBe('no')
    })

    function lookAt(directory: string): Staging {
      const name = directory.split('/').at(-1) ?? ''
      const order = orderFor({ name: 'shop', release: name, files: shop, pythons: [series[ground.suite]] })
      return { order, directory: name, stages: ['look'] }
    }
  })
}
