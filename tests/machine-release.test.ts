import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Shop, settings, shopOn, urls } from './harness/live-shop.ts'
import { type Machine, startMachine } from './harness/machine/machine.ts'

/**
 * Releases on a machine with a kernel of its own, as small as they are rented: 512 MB, and no swap before the first
 * deploy. It takes minutes, and is left to `bin/test --all`.
 */
describe.runIf(process.env['CABESTAN_TEST_ALL'])('releases on a whole machine with 512 MB', () => {
  const patience = 1_800_000
  let machine: Machine
  let shop: Shop
  beforeAll(async () => {
    machine = await startMachine({ megabytes: 512, stocked: true })
    // Its kernel has no tables of nftables for IPv4, which ufw fills on this distribution.
    const configuration = ['firewall: false']
    shop = shopOn(machine, { files: { 'shop/settings.py': withPostgres }, configuration })
    await shop.deployWell('welcome')
  }, patience)
  afterAll(() => shop.close())

  const says = (page: string) => ({ 'shop/urls.py': urls(`return HttpResponse('${page}')`) })
  /** Of the release that the link names, which is whole. */
  const livePage = () =>
    machine.sh('sed -n "s/.*HttpResponse(\'\\(.*\\)\')/\\1/p" /srv/shop/live/release/source/shop/urls.py')
  const page = () => shop.page().catch(String)
  const answers = { timeout: 300_000, interval: 500 }

  it('the first deploy gives it swap', async () => {
    expect(await machine.sh('swapon --show=NAME,SIZE --noheadings')).toMatch(/^\/swapfile +1024M$/)
    expect(await machine.sh('cat /proc/sys/vm/swappiness')).toBe('10')
  })

  it('after a reboot the site and the swap are there by themselves', { timeout: patience }, async () => {
    await machine.reboot()
    await expect.poll(page, answers).toBe('welcome')
    expect(await machine.sh('swapon --show=NAME --noheadings')).toBe('/swapfile')
    const planned = await shop.run(['plan'])
    expect(planned.output).toContain('Nothing to change')
  })

  it('a build that wants all memory is ended, and visitors notice nothing', {
    timeout: patience,
  }, async () => {
    shop.open()
    const files = ['memory.max', 'memory.swap.max'].map((file) => `cabestan-build*/${file}`).join(' ')
    const limits = `cd /sys/fs/cgroup/system.slice; until cat ${files}; do sleep 0.2; done`
    let seen: Promise<string> | null = null
    const ended = await shop.deploy({ 'albums/models.py': `${models}${greedy}` }, ['--json'], {
      onOutput: (output) => {
        if (begins('build', output)) seen ??= machine.sh(`(${limits}) 2> /dev/null | tail -2`)
      },
    })
    expect(ended.code, ended.output).toBe(1)
    const total = Number(await machine.sh('sed -n "s/^MemTotal: *\\([0-9]*\\) kB/\\1/p" /proc/meminfo'))
    const shares = ((await seen) ?? '').split('\n').map((bytes) => Number(bytes) / 1024 / total)
    expect(shares).toEqual([expect.closeTo(0.75, 1), expect.closeTo(0.75, 1)])
    expect(Number(await machine.sh('sed -n "s/^oom_kill //p" /proc/vmstat'))).toBeGreaterThan(0)
    await shop.expectVisitors('welcome')
    await shop.close()
  })

  describe('where the power is cut', () => {
    it.each(['build', 'database', 'start', 'switch', 'drain'])(
      'in the stage “%s”, it comes back on one whole release',
      async (stage) => {
        let cut: Promise<void> | null = null
        await shop.deploy(says(`cut in ${stage}`), ['--json'], {
          onOutput: (output, pid) => {
            if (cut || !begins(stage, output)) return
            cut = machine.cutPower()
            process.kill(pid, 'SIGKILL')
          },
        })
        expect(cut).not.toBeNull()
        await cut
        await machine.powerOn()
        await expect.poll(page, answers).toBe(await livePage())
      },
      patience,
    )

    it('in the middle of migrations, they are applied by the next deploy', {
      timeout: patience,
    }, async () => {
      const before = await livePage()
      let cut: Promise<void> | null = null
      await shop.deploy({ ...says('migrated'), ...slow }, ['--json'], {
        onOutput: (output, pid) => {
          if (cut || !output.includes('albums.0002_notes')) return
          cut = machine.sh(sleeping).then(() => machine.cutPower())
          void cut.then(() => process.kill(pid, 'SIGKILL'))
        },
      })
      expect(cut).not.toBeNull()
      await cut
      await machine.powerOn()
      await expect.poll(page, answers).toBe(before)
      await shop.deployWell('migrated after all', slow)
      const applied = `sudo -u shop psql -tAc "select name from django_migrations where app = 'albums' order by 1"`
      expect(await machine.sh(applied)).toBe('0001_initial\n0002_notes\n0003_slow')
    })

    it('and the next deploy repairs what is left', { timeout: patience }, async () => {
      await shop.deployWell('after all')
      expect(await machine.sh('ls /run/shop | grep -c starting || true')).toBe('0')
    })
  })
})

/** In the words of `--json`. */
const begins = (stage: string, output: string) =>
  new RegExp(`"type":"stage-started"[^\n]*"stage":"${stage}"`).test(output)

const withPostgres = settings.replace(
  "'django.db.backends.sqlite3', 'NAME': BASE_DIR / 'db.sqlite3'",
  "'django.db.backends.postgresql', 'NAME': 'shop'",
)

const models = `from django.db import models


class Album(models.Model):
    title = models.CharField(max_length=100)
    year = models.IntegerField(default=0)
`

const greedy = `

from django.core.checks import register


@register()
def wants_everything(app_configs, **kwargs):
    held = []
    while True:
        held.append(b'x' * 16_000_000)
`

const migration = (after: string, sql: string) => `from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [('albums', '${after}')]
    operations = [migrations.RunSQL("${sql}", migrations.RunSQL.noop)]
`
const slow = {
  'albums/migrations/0002_notes.py': migration('0001_initial', 'CREATE TABLE notes (text text)'),
  'albums/migrations/0003_slow.py': migration('0002_notes', 'SELECT pg_sleep(30)'),
}
const sleeping = `until sudo -u postgres psql -tAc "select 'it ' || 'sleeps' from pg_stat_activity where state = 'active'
  and query = 'SELECT pg_sleep(30)'" | grep -q 'it sleeps'; do sleep 0.2; done`
