import { type ReleaseStage, releaseStages } from '@cabestan/protocol/releases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atStage } from './harness/at-stage.ts'
import { expectStopped, type LiveShop, liveShop, requirements, urls } from './harness/live-shop.ts'
import { onSuites } from './harness/suites.ts'

/**
 * A server whose one disk becomes full while a release is made: its source, the ledger, the logs and the database are
 * on it. The disk is a tmpfs, so that it can be full from one moment to the next.
 */
describe.each(onSuites('bookworm'))('a disk that becomes full on %s', (suite) => {
  let shop: LiveShop
  beforeAll(async () => {
    shop = await liveShop({ suite })
    await shop.server.sh(onOneDisk)
    await shop.deployWell('welcome')
    shop.open()
  })
  afterAll(() => shop.close())

  const room = () => shop.server.sh('mount -o remount,size=4g /disk')
  const full = (stage: ReleaseStage) => atStage(shop.server, stage, fill)

  const says = (page: string) => ({ 'shop/urls.py': urls(`return HttpResponse('${page}')`) })
  /** An answer of some milliseconds is there before the disk is full: it would be so in the next stage. */
  const saysLate = (page: string) => ({
    'shop/urls.py': urls('time.sleep(1)', `return HttpResponse('${page}')`),
  })

  it('is told before anything is begun, if it is full already', async () => {
    await shop.server.sh(fill)
    const ended = await shop.deploy(says('never'))
    await room()
    expectStopped(ended, { ...isFull, stage: null })
    await shop.expectVisitors('welcome')
  })

  it.each(releaseStages.slice(0, atSwitch))(
    'in the stage “%s” ends it, and the former release goes on',
    async (stage) => {
      await full(stage)
      const answers = stage === 'probe' ? saysLate : says
      const ended = await shop.deploy({ ...large, ...answers(`never ${stage}`) })
      await room()
      // The database is saved first: whoever looks for its room may see the end of it before a write fails.
      const isForeseen = stage === 'database' && ended.output.includes('snapshot.failed')
      expectStopped(ended, isForeseen ? noRoom : isFull)
      expect(ended.output).toMatch(/never received a request: release 1 goes on serving/)
      expect(await shop.page()).toBe('welcome')
      await shop.expectVisitors('welcome')
    },
  )

  it.each(releaseStages.slice(atSwitch))(
    'in the stage “%s” keeps nobody from the new release',
    async (stage) => {
      await full(stage)
      const before = await shop.page()
      const ended = await shop.deploy({ ...large, ...says(stage) })
      await room()
      if (ended.code !== 0) {
        expectStopped(ended, isFull)
        expect(ended.output).toMatch(/is live/)
      }
      expect(await shop.page()).toBe(stage)
      expect(await shop.server.sh('supervisorctl status | grep -c RUNNING')).toBe('1')
      await shop.expectVisitors(before, stage)
    },
  )

  it('is no matter to the next release when there is room again', async () => {
    const before = await shop.page()
    await shop.deployWell('room again')
    await shop.expectVisitors(before, 'room again')
  })

  it('clears away what was fetched for builds, where little room is left', async () => {
    const isThere = async () => (await shop.server.ssh('sudo test -d /srv/shop/cache')).code === 0
    expect(await isThere()).toBe(true)
    await shop.server.sh('mount -o remount,size=1200m /disk')
    const { output } = await shop.deployWell('less room')
    await room()
    expect(output).toMatch(/what was fetched for former builds is cleared away \(\d+ MB\)/)
    expect(await isThere()).toBe(false)
    await shop.expectVisitors('room again', 'less room')
  })
})

const isFull = { code: 'disk.full', says: /disk of the server is full/ }
const noRoom = { code: 'snapshot.failed', says: /no room to save the database first/ }

/** From this stage on visitors get the new release. */
const atSwitch = releaseStages.indexOf('switch')

const onOneDisk = `mkdir /disk
mount -t tmpfs -o size=4g,mode=0755 tmpfs /disk
for directory in srv var/lib/cabestan var/log var/backups; do
  mkdir -p /disk/$directory /$directory
  cp -a /$directory/. /disk/$directory/
  mount --bind /disk/$directory /$directory
done
systemctl restart systemd-journald
`

/** Smaller than what is there it cannot be made: where something is just being written, it is tried again. */
const fill = `until mount -o remount,size=$(df --output=used -k /disk | tail -1 | tr -d ' ')k /disk 2>/dev/null; do :; done
`

/** Of each stage something that takes room. */
const large = {
  'requirements.txt': `${requirements}pytz==2024.1\n`,
  'large.txt': 'x'.repeat(1_000_000),
  'assets/large.txt': 'x'.repeat(1_000_000),
  'albums/migrations/0002_label.py': `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('albums', '0001_initial')]
    operations = [migrations.AddField('Album', 'label', models.CharField(max_length=100, null=True))]
`,
}
