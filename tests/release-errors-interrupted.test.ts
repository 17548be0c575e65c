import { randomBytes } from 'node:crypto'
import { type ReleaseStage, releaseStages } from '@cabestan/protocol/releases'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { atStage } from './harness/at-stage.ts'
import { eventsIn, jsonLines } from './harness/command-line.ts'
import { expectStopped, head, type LiveShop, liveShop, settings, urls } from './harness/live-shop.ts'
import { onSuites } from './harness/suites.ts'

/** A release that is cut off: the engine is killed, the server crashes, the laptop goes, somebody else is at it. */
describe.each(onSuites('bookworm'))('a release that is cut off on %s', (suite) => {
  let shop: LiveShop
  beforeAll(async () => {
    shop = await liveShop({
      suite,
      keepsConnection: false,
      files: { 'shop/settings.py': withPostgres, 'worker.py': worker },
      configuration: ['processes: {worker: python worker.py}'],
    })
    await shop.deployWell('welcome')
    shop.open()
  })
  afterAll(() => shop.close())
  // What fails is none of the next one's business: neither a run that is held, nor what visitors saw of it.
  beforeEach(({ onTestFailed }) =>
    onTestFailed(async () => {
      await shop.server.sh(`systemctl stop at-stage 2>/dev/null; ${kill}; true`)
      await shop.forgetVisitors()
    }),
  )

  const says = (page: string) => ({ 'shop/urls.py': urls(`return HttpResponse('${page}')`) })
  const kill = "systemctl kill --signal=KILL 'cabestan-run-*'"
  const askedForLivePage =
    'sed -n "s/.*HttpResponse(\'\\(.*\\)\')/\\1/p" /srv/shop/live/release/source/shop/urls.py'
  const askedForRunning = 'supervisorctl status | grep -c RUNNING; ls /run/shop | grep -c starting || true'

  /** Of the release that the link names, which is whole. */
  const livePage = () => shop.server.sh(askedForLivePage)

  /** How many programs run, and how many are being started. */
  const running = () => shop.server.sh(askedForRunning)

  /** What visitors get, what the link names, what runs, and what the ledger has. */
  async function expectWhole(text: string) {
    expect(await shop.page()).toBe(text)
    // Asked at once: a login for each would take as long as all the rest.
    const said = await shop.server.sh(`${askedForLivePage}; ${askedForRunning}
      basename "$(readlink -f /srv/shop/live/release)"; cat "$(ls -v ${ledger}/*.json | tail -n 1)"`)
    const [page, programs, starting, live, newest = ''] = said.split('\n')
    expect([page, programs, starting]).toEqual([text, '2', '0'])
    expect(JSON.parse(newest)).toMatchObject({
      ...{ directory: live, verdict: 'good', failure: null },
      commit: { id: head(shop.directory) },
    })
  }

  describe('because its engine is killed', () => {
    it.each(releaseStages)('in the stage “%s”: visitors notice nothing', async (stage) => {
      const before = await shop.page()
      await atStage(shop.server, stage, kill)
      const ended = await shop.deploy(says(`killed in ${stage}`))
      expect(ended.code, ended.output).toBe(1)
      expect(ended.output).toMatch(/code +(engine\.killed|interrupted)/)
      const page = await shop.page()
      expect([before, `killed in ${stage}`]).toContain(page)
      expect(await livePage()).toBe(page)
      if (page === before) await shop.expectVisitors(before)
      else await shop.expectVisitors(before, page)
    })

    it('and is ended by the same command once more', async () => {
      expect(jsonLines((await shop.run(['releases', '--json'])).stdout)[0]).toMatchObject({
        live: true,
        verdict: 'unfinished',
      })
      const again = await shop.run(['deploy', '--yes'])
      expect(again.code, again.output).toBe(0)
      await expectWhole('killed in prune')
    })

    it('and is repaired by the next', async () => {
      const before = await shop.page()
      await shop.deployWell('repaired')
      await shop.expectVisitors(before, 'repaired')
      expect(await running()).toBe('2\n0')
    })

    it('and can be gone back to, where visitors had it', async () => {
      const back = await shop.run(['rollback', '--yes'])
      expect(back.code, back.output).toBe(0)
      expect(await shop.page()).toBe('killed in prune')
      await shop.expectVisitors('killed in prune', 'repaired')
    })
  })

  describe('because the connection is', () => {
    it.each(releaseStages)('in the stage “%s”: it goes on, and --follow joins it', async (stage) => {
      const before = await shop.page()
      const texts = ['', ' again', ' once more'].map((time) => `alone from ${stage}${time}`)
      let text = ''
      let isCut = false
      // The shortest stage may be over before anybody sees that it began: then the next deploy is cut.
      for (const each of texts) {
        text = each
        isCut = await isCutAt(stage, text)
        if (isCut) break
      }
      expect(isCut).toBe(true)
      const joined = await shop.run(['deploy', '--follow'])
      expect(joined.code, joined.output).toBe(0)
      expect(joined.output).toMatch(/Release \d+ is live/)
      // It ends as the deploy would have: with what the world outside is told.
      expect(joined.output).toContain('shop.example is not known to DNS yet')
      await expectWhole(text)
      await shop.expectVisitors(before, ...texts.slice(0, texts.indexOf(text) + 1))
    })

    /** Whether the run has come no further when who joined it is killed as well. */
    async function isCutAt(stage: ReleaseStage, text: string): Promise<boolean> {
      await atStage(shop.server, stage, `${hold}\n${cutConnection}`)
      const cut = await shop.deploy(says(text))
      expectStopped(cut, {
        code: 'connection.lost',
        says: /The connection to \S+ broke/,
        next: /goes on without you: `cabestan deploy --follow` joins it again/,
      })
      const following = shop.run(['deploy', '--follow', '--json'], {
        onOutput: (output, pid) => {
          if (begins(stage, output)) process.kill(pid, 'SIGKILL')
        },
      })
      const killed = await following.finally(() => shop.server.sh(letGo))
      expect(killed.code, killed.output).toBeNull()
      return !eventsIn(killed.stdout).some(({ type }) => type === 'run-finished')
    }

    it('while the source is sent: nothing has begun, and the next one sends it', async () => {
      const before = await shop.page()
      const files = { ...says('sent twice'), 'film.txt': randomBytes(24_000_000).toString('base64') }
      await shop.server.sh('cat > /run/cut.sh', cutWhileItSends)
      await shop.server.sh('systemd-run --quiet --collect sh /run/cut.sh')
      const cut = await shop.deploy(files)
      expectStopped(cut, {
        ...{
          code: 'source.cut',
          stage: null,
          says: /The connection to \S+ broke while the commit was being sent/,
        },
        next: /Nothing has begun there: the site is as it was. Run `cabestan deploy` again/,
      })
      expect(await shop.page()).toBe(before)
      expect(await running()).toBe('2\n0')
      await shop.deployWell('sent twice', files)
      await shop.expectVisitors(before, 'sent twice')
    })
  })

  describe('by nobody, while another one is under way', () => {
    const slowMigration = (after: string) => `from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [('albums', '${after}')]
    operations = [migrations.RunSQL('SELECT pg_sleep(8)')]
`
    const slow = { 'albums/migrations/0002_slow.py': slowMigration('0001_initial') }

    it('is refused with the name of who is at it, or waits', async () => {
      const before = await shop.page()
      const first = shop.deploy({ ...says('the first'), ...slow })
      const runs = () => shop.server.sh("systemctl list-units --plain --no-legend 'cabestan-run-*' | wc -l")
      await expect.poll(runs).toBe('1')
      const refused = await shop.run(['deploy', '--yes'])
      expectStopped(refused, {
        code: 'run.busy',
        stage: null,
        says: /A run that \S+@\S+ started is under way on this server \(\S+\)/,
        next: /cabestan deploy --wait.*cabestan deploy --follow/,
      })
      const second = await shop.deploy({ ...says('the second'), ...slow }, ['--wait'])
      expect((await first).code, (await first).output).toBe(0)
      expect(second.code, second.output).toBe(0)
      expect(await shop.page()).toBe('the second')
      await shop.expectVisitors(before, 'the first', 'the second')
      shop.keep(slow)
    })

    it('and one that waited for the very same commit makes no second release of it', async () => {
      const newest = async () =>
        Number(jsonLines((await shop.run(['releases', '--json'])).stdout)[0]?.['number'])
      const before = await newest()
      const slower = { ...slow, 'albums/migrations/0003_slow.py': slowMigration('0002_slow') }
      const first = shop.deploy({ ...says('once'), ...slower })
      const runs = () => shop.server.sh("systemctl list-units --plain --no-legend 'cabestan-run-*' | wc -l")
      await expect.poll(runs).toBe('1')
      const second = await shop.run(['deploy', '--yes', '--wait'])
      expect((await first).code, (await first).output).toBe(0)
      expect(second.code, second.output).toBe(0)
      expect(second.output).toContain('it is not made twice')
      expect(await shop.page()).toBe('once')
      expect(await newest()).toBe(before + 1)
      await shop.forgetVisitors()
      shop.keep(slower)
    })
  })

  describe('because the server crashes', () => {
    const isLong = process.env['CABESTAN_TEST_ALL'] !== undefined
    it.each(isLong ? releaseStages : (['database', 'start', 'switch', 'drain'] as const))(
      'in the stage “%s”: it comes back on one whole release',
      async (stage) => {
        const text = `crashed in ${stage}`
        let crashed: Promise<void> | null = null
        const deploy = shop.deploy(says(text), ['--json'], {
          onOutput: (output, pid) => {
            if (crashed || !begins(stage, output)) return
            crashed = shop.server.crash()
            process.kill(pid, 'SIGKILL')
          },
        })
        await deploy
        expect(crashed).not.toBeNull()
        await crashed
        await expect.poll(() => shop.page().catch(String)).toBe(await livePage())
        await shop.forgetVisitors()
      },
    )

    it('and is repaired by the next', async () => {
      const before = await shop.page()
      await shop.deployWell('after all')
      await shop.expectVisitors(before, 'after all')
    })
  })
})

const ledger = '/var/lib/cabestan/releases/shop'

/** For both ends the line is dead from one moment to the next. */
const cutConnection = "pkill -KILL -f '^sshd.*@notty'\n"
const cutWhileItSends = `until [ $(du -sk /var/lib/cabestan/uploads | cut -f1) -gt 4000 ]; do sleep 0.01; done
${cutConnection}`
/** What happens next finds the run in the stage where it was. The engine alone: a command on its way into a scope of
 * its own would be stopped in the run’s unit, and not be there any more to be let go. */
const hold = 'kill -STOP $RUN'
const letGo = "systemctl kill --kill-whom=main --signal=CONT 'cabestan-run-*'"

/** In the words of `--json`. */
const begins = (stage: string, output: string) =>
  new RegExp(`"type":"stage-started"[^\n]*"stage":"${stage}"`).test(output)

const withPostgres = settings.replace(
  "'django.db.backends.sqlite3', 'NAME': BASE_DIR / 'db.sqlite3'",
  "'django.db.backends.postgresql', 'NAME': 'shop'",
)
const worker = 'import time\n\nwhile True:\n    time.sleep(0.2)\n'
