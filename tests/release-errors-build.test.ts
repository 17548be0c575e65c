import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cabestan } from './harness/command-line.ts'
import { git, gitProject, shop as shopFiles } from './harness/git-project.ts'
import {
  expectStopped,
  head,
  type LiveShop,
  liveShop,
  requirements,
  settings,
  urls,
} from './harness/live-shop.ts'
import { onSuites } from './harness/suites.ts'

const anotherShop = Object.entries(shopFiles).map(([path, text]) => [
  path,
  text && `${text}# of the bakery\n`,
])

/**
 * What may be wrong with a commit itself, found at the latest before the database is touched. The very first release is
 * one of these too; what it leaves is repaired by the second.
 */
describe.each(onSuites('bookworm'))('a release that cannot be built on %s', (suite) => {
  let shop: LiveShop
  beforeAll(async () => {
    shop = await liveShop({ suite })
  })
  afterAll(() => shop.close())

  describe('as the very first one', () => {
    it('is told, and nobody claims that a former one serves', async () => {
      const failing = { 'shop/settings.py': `${settings}import nothing_of_this_name\n` }
      const ended = await shop.deploy(failing)
      expectStopped(ended, {
        code: 'build.settings',
        stage: 'build',
        says: /cannot be imported in production: ModuleNotFoundError: No module named 'nothing_of_this_name' \(shop\/settings\.py:\d+\)/,
        next: /cabestan check --settings/,
      })
      expect(ended.output).not.toMatch(/goes on serving/)
      expect((await shop.server.ssh('test -e /srv/shop/live')).code).not.toBe(0)
    })

    it('keeps its name from another repository', async () => {
      const configuration = readFileSync(join(shop.directory, 'cabestan.yaml'), 'utf8')
      const other = gitProject({ ...Object.fromEntries(anotherShop), 'cabestan.yaml': configuration })
      const refused = await cabestan(['plan'], { directory: other })
      expect(refused.output).toContain('release.another-repository')
      expect(refused.output).toContain('though none of its releases is live')
    })

    it('is refused by plan as by deploy, beside what would change', async () => {
      const path = join(shop.directory, 'cabestan.yaml')
      const configuration = readFileSync(path, 'utf8')
      writeFileSync(path, `${configuration}\nsettings: shop.gone\n`)
      const planned = await cabestan(['plan'], { directory: shop.directory })
      const deployed = await cabestan(['deploy', '--yes'], { directory: shop.directory })
      writeFileSync(path, configuration)
      for (const { code, output } of [planned, deployed]) {
        expect(code, output).toBe(1)
        expect(output).toContain('There are no settings shop.gone in git')
      }
      expect(planned.output).toMatch(/to create|Release/)
    })

    it('is repaired by the next', async () => {
      await shop.deployWell('welcome')
      shop.open()
    })
  })

  describe('when another one serves', () => {
    let before: string
    beforeAll(async () => {
      before = await shop.live()
    })
    afterEach(async () => {
      await shop.expectVisitors('welcome')
      expect(await shop.live()).toBe(before)
    })

    it('asks for a package that does not exist', async () => {
      const ended = await shop.deploy({
        'requirements.txt': `${requirements}cabestan-no-such-package==1.0\n`,
      })
      expectStopped(ended, {
        code: 'venv.package-unknown',
        stage: 'venv',
        says: /cabestan-no-such-package==1\.0 does not exist, or not in that version/,
        next: /Put its line right/,
      })
      expect(ended.output).toMatch(/never received a request: release 2 goes on serving/)
    })

    it('has a package that does not build', async () => {
      const ended = await shop.deploy({
        'requirements.txt': `${requirements}./libs/press\n`,
        'libs/press/setup.py': "raise RuntimeError('no compiler for the press')\n",
      })
      expectStopped(ended, {
        code: 'venv.build-failed',
        stage: 'venv',
        says: /A package could not be built on the server: RuntimeError: no compiler for the press/,
      })
    })

    it('has a package that needs a newer Python', async () => {
      const ended = await shop.deploy({
        'requirements.txt': `${requirements}./libs/press\n`,
        'libs/press/setup.py':
          "from setuptools import setup\nsetup(name='press', version='1', python_requires='>=3.99')\n",
      })
      expectStopped(ended, {
        code: 'venv.python-too-old',
        stage: 'venv',
        says: /press==1 is for Python >=3\.99, and this release has 3\.1[13]/,
        next: /`python:` in `cabestan\.yaml`/,
      })
    })

    const untouched = () => shop.server.sh('ls /srv/shop/releases /var/lib/cabestan/runs | sha256sum')

    it('has settings that stop with an error, which is read before anything is touched', async () => {
      const state = await untouched()
      const ended = await shop.deploy({
        'shop/settings.py': `${settings}raise RuntimeError('the key of the till is wrong')\n`,
      })
      expect(ended.code, ended.output).toBe(1)
      expect(ended.output).toMatch(/settings stop with an error in production: RuntimeError/)
      expect(ended.output).toMatch(/shop\/settings\.py:\d+/)
      expect(await untouched()).toBe(state)
    })

    it('lacks variables: all are named at once, and nothing is touched', async () => {
      const state = await untouched()
      const ended = await shop.deploy({
        'shop/settings.py': `${settings}TILL = os.environ['TILL_KEY']\nMAPS = os.environ['MAPS_KEY']\n`,
        ...shop.configuration('secrets: [BANK_KEY]'),
      })
      expectStopped(ended, {
        code: 'release.keys-missing',
        stage: null,
        says: /need variables that nobody has given yet: TILL_KEY, MAPS_KEY, BANK_KEY/,
        next: /cabestan env set TILL_KEY/,
      })
      expect(await untouched()).toBe(state)
    })

    it('has static files that cannot be collected', async () => {
      const ended = await shop.deploy({
        'shop/settings.py': `${settings}
STORAGES = {'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'},
            'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'}}
`,
        'assets/site.css': 'body { background: url(missing.png) }\n',
      })
      expectStopped(ended, {
        code: 'build.static',
        stage: 'build',
        says: /static files could not be collected: .*The file 'missing\.png' could not be found/,
      })
    })

    it('is a commit that does not exist', async () => {
      const ended = await shop.run(['deploy', 'no-such-branch', '--yes'])
      expectStopped(ended, {
        code: 'git.unknown-revision',
        stage: null,
        says: /has no commit “no-such-branch”/,
        next: /`git log --oneline --all`/,
      })
    })
  })

  describe('is no matter to the one after it', () => {
    it('which goes live', async () => {
      await shop.deployWell('welcome back')
      await shop.expectVisitors('welcome', 'welcome back')
    })

    it('also where history was written anew, and the live commit is in it no more', async () => {
      const former = head(shop.directory)
      git(shop.directory, 'checkout', '--quiet', '--orphan', 'anew', 'good')
      git(shop.directory, 'commit', '--quiet', '--message=all of it in one commit')
      git(shop.directory, 'branch', '--quiet', '--force', 'main')
      git(shop.directory, 'checkout', '--quiet', 'main')
      git(shop.directory, 'tag', '--force', 'good')
      await shop.deployWell('anew', { 'shop/urls.py': urls("return HttpResponse('anew')") })
      await shop.expectVisitors('anew', 'welcome back')
      const back = await shop.run(['rollback', '--yes'])
      expect(back.code, back.output).toBe(0)
      expect(await shop.live()).toContain(former.slice(0, 7))
      expect(await shop.page()).toBe('welcome back')
    })
  })
})
