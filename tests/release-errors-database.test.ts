import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectStopped, type LiveShop, liveShop, settings, urls } from './harness/live-shop.ts'
import { onSuites } from './harness/suites.ts'

/** What may go wrong between a release and its database, on the way there and on the way back. */
describe.each(onSuites('bookworm'))('the database of a release that goes wrong on %s', (suite) => {
  let shop: LiveShop
  beforeAll(async () => {
    shop = await liveShop({
      suite,
      files: {
        'shop/settings.py': settings.replace(
          "'django.db.backends.sqlite3', 'NAME': BASE_DIR / 'db.sqlite3'",
          "'django.db.backends.postgresql', 'NAME': 'shop'",
        ),
      },
    })
    await shop.deployWell('welcome')
    await sql("INSERT INTO albums_album (title, year) VALUES ('Kind of Blue', 1959)")
    shop.open()
  })
  afterAll(() => shop.close())

  const sql = (statement: string) =>
    shop.server.sh('cd / && runuser -u postgres -- psql -XAtq -v ON_ERROR_STOP=1 shop', statement)
  const columns = () =>
    sql(
      "SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = 'albums_album'",
    )
  const says = (page: string) => ({ 'shop/urls.py': urls(`return HttpResponse('${page}')`) })

  describe('a migration that fails', () => {
    it('leaves those before it, and the report says what that means', async () => {
      const ended = await shop.deploy(note, [])
      expect(ended.code, ended.output).toBe(0)
      const failing = { ...note, ...label, ...migration('0004_fails', '0003_label', fails) }
      shop.keep(note)
      expectStopped(await shop.deploy(failing), {
        code: 'migrations.failed',
        stage: 'database',
        says: /Migration albums\.0004_fails failed: ValueError: album 12 has no label/,
        next: /The release that is live goes on as before.* Applied before it, and standing: albums\.0003_label/,
      })
      expect(await columns()).toBe('id,title,year,note,label')
      await shop.expectVisitors('welcome')
    })

    it('is taken back with the database of before, which the report named', async () => {
      const back = await shop.run(['rollback', '2', '--restore', '--yes', '--confirm', 'shop'])
      expect(back.code, back.output).toBe(0)
      expect(await columns()).toBe('id,title,year,note')
      expect(await sql('SELECT title FROM albums_album')).toBe('Kind of Blue')
      expect(await shop.page()).toBe('welcome')
      await shop.forgetVisitors()
    })

    it('is mended by the next commit', async () => {
      await shop.deployWell('mended', label)
      expect(await columns()).toBe('id,title,year,note,label')
      await shop.expectVisitors('mended', 'welcome')
      shop.keep({ ...label, ...says('mended') })
    })
  })

  describe('a migration that does not come to its end', () => {
    it('because somebody holds the table, who is named', async () => {
      const holding = sql('BEGIN; LOCK TABLE albums_album IN ROW EXCLUSIVE MODE; SELECT pg_sleep(600)').catch(
        () => '',
      )
      const holder = "FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
      await expect.poll(() => sql(`SELECT count(*) ${holder}`)).toBe('1')
      const patience = shop.configuration('release: { watch: 1s, lock: 1s }')
      const adds = migration('0004_price', '0003_label', add('price'))
      const ended = await shop.deploy({ ...adds, ...patience })
      await sql(`SELECT pg_terminate_backend(pid) ${holder}`)
      await holding
      expectStopped(ended, {
        code: 'migrations.locked',
        stage: 'database',
        says: /Migration albums\.0004_price waited in vain for a table that is held by psql \(pid \d+, postgres/,
        next: /No migration was applied: the database is as it was\..*End what holds the table/,
      })
      expect(await columns()).toBe('id,title,year,note,label')
      await shop.expectVisitors('mended')
    })

    it('because it takes for ever', async () => {
      const patience = shop.configuration('release: { watch: 1s, migrate: 15s }')
      const endless = migration('0004_endless', '0003_label', "migrations.RunSQL('SELECT pg_sleep(600)')")
      expectStopped(await shop.deploy({ ...endless, ...patience }), {
        code: 'migrations.endless',
        stage: 'database',
        says: /Migration albums\.0004_endless was stopped: all of them had 15 s/,
        next: /Its work in the database was ended and taken back as well/,
      })
      expect(await sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")).toBe('0')
      await shop.expectVisitors('mended')
    })
  })

  it('a column that the models have and no migration makes is refused, and named', async () => {
    expectStopped(await shop.deploy({ 'albums/models.py': models('note', 'label', 'genre') }), {
      code: 'migrations.unmade',
      stage: 'database',
      says: /what no migration makes, and the database does not have: albums\.Album\.genre/,
      next: /`python manage\.py makemigrations albums`.*`cabestan deploy --allow-unsafe`.*Nothing was changed/,
    })
    await shop.expectVisitors('mended')
  })

  describe('a migration that the live release cannot live with', () => {
    const drop = {
      ...migration('0004_drop', '0003_label', "migrations.RemoveField('Album', 'year')"),
      'albums/models.py': models('note', 'label'),
    }

    it('is refused, with the operation and the reason', async () => {
      const ended = await shop.deploy({ ...drop, ...says('dropped') })
      expectStopped(ended, {
        code: 'migrations.unsafe',
        stage: 'database',
        says: /The release that is live could not go on beside these migrations: albums\.0004_drop/,
        next: /`cabestan deploy --maintenance`.*`cabestan deploy --allow-unsafe`.*Nothing was changed/,
      })
      expect(ended.output).toMatch(
        /albums\.0004_drop +RemoveField album\.year\n[ │]*it still asks this column/,
      )
      const plan = await shop.run(['plan'])
      expect(plan.output.replaceAll(/\n */g, ' ')).toMatch(
        /new migrations: albums\.0004_drop .*is refused .*: albums\.0004_drop RemoveField album\.year\./,
      )
      expect(await columns()).toBe('id,title,year,note,label')
      await shop.expectVisitors('mended')
    })

    it('is applied where somebody says so', async () => {
      await shop.deployWell('dropped', drop, ['--allow-unsafe'])
      expect(await columns()).toBe('id,title,note,label')
      await shop.expectVisitors('dropped', 'mended')
    })

    it('is not gone back across, unless it is said how', async () => {
      const ended = await shop.run(['rollback', '--yes'])
      expect(ended.code, ended.output).toBe(1)
      expect(ended.output).toMatch(/code +rollback\.unsafe/)
      expect(ended.output).toMatch(/cannot live with what was done to the database since: albums\.0004_drop/)
      expect(ended.output).toMatch(/--reverse/)
      expect(ended.output.replaceAll(/\n +/g, ' ')).toMatch(/This would come back empty: albums\.album\.year/)
      expect(await shop.page()).toBe('dropped')
      await shop.expectVisitors('dropped')
    })

    it('is reversed on the way back, and nobody sees the release that does not fit any more', async () => {
      const idle =
        '/srv/shop/colours/$([ $(readlink /srv/shop/live) = colours/blue ] && echo green || echo blue)'
      await shop.server.sh(`rm ${idle}/release; mkdir ${idle}/release; touch ${idle}/release/in-the-way`)
      const stuck = await shop.run(['rollback', '--reverse', '--yes'])
      expect(stuck.code, stuck.output).toBe(1)
      expect(stuck.output).toMatch(/code +step\.blocked/)
      expect(stuck.output).toMatch(/the maintenance page stays: .*\(albums\.0004_drop\)/)
      expect(await columns()).toBe('id,title,note,label,year')
      expect(await shop.page()).not.toContain('dropped')
      await shop.server.sh(`rm -r ${idle}/release`)
    })

    it('is gone back across by the next attempt, which opens the site again', async () => {
      const back = await shop.run(['rollback', '--yes'])
      expect(back.code, back.output).toBe(0)
      expect(await shop.page()).toBe('mended')
      expect(new Set(await shop.forgetVisitors())).toEqual(new Set(['503']))
    })

    it('is applied behind the maintenance page, which nobody sees any more when the new release serves', async () => {
      await sql('UPDATE albums_album SET year = 1959')
      await shop.deployWell('dropped', drop, ['--maintenance'])
      expect(await columns()).toBe('id,title,note,label')
      expect(new Set(await shop.forgetVisitors())).toEqual(new Set(['503']))
    })

    it('is undone by the database of before, on the word of whoever loses what came since', async () => {
      await sql("INSERT INTO albums_album (title) VALUES ('lost')")
      const unconfirmed = await shop.run(['rollback', '--restore', '--yes'])
      expect(unconfirmed.code, unconfirmed.output).toBe(2)
      const back = await shop.run(['rollback', '--restore', '--yes', '--confirm', 'shop'])
      expect(back.code, back.output).toBe(0)
      expect(await sql('SELECT title, year FROM albums_album')).toBe('Kind of Blue|1959')
      expect(await shop.page()).toBe('mended')
    })
  })

  it('a former release whose files somebody changed is not gone back to', async () => {
    // The one that is live now, which a restored database made the way back: not the newest by its number.
    const former = (await shop.server.sh('readlink -f /srv/shop/live/release')).trim()
    await shop.deployWell('last')
    await shop.server.sh(`echo '# by hand' >> ${former}/source/shop/urls.py`)
    await shop.forgetVisitors()
    const ended = await shop.run(['rollback', '--yes'])
    expect(ended.code, ended.output).toBe(1)
    expect(ended.output).toMatch(/code +rollback\.changed/)
    expect(ended.output).toMatch(/changed by hand/)
    expect(await shop.page()).toBe('last')
    await shop.expectVisitors('last')
    // Nor is the one after it any worse for it.
    await shop.deployWell('after all')
    await shop.expectVisitors('after all', 'last')
  })

  it('a former release that fails for want of what nobody could judge names both ways back', async () => {
    const asking = [
      'from albums.models import Album',
      "return HttpResponse(', '.join(Album.objects.values_list('title', flat=True)))",
    ]
    const asks = await shop.deploy({ 'shop/urls.py': urls(...asking) })
    expect(asks.code, asks.output).toBe(0)
    const hidden = 'DO $$ BEGIN ALTER TABLE albums_album RENAME title TO heading; END $$'
    const operation = `migrations.RunSQL('${hidden}', 'ALTER TABLE albums_album RENAME heading TO title',
        state_operations=[migrations.RenameField('Album', 'title', 'heading')])`
    const renamed = models('year', 'note', 'label').replace('title', 'heading')
    await shop.deployWell('hidden', {
      ...migration('0004_hidden', '0003_label', operation),
      'albums/models.py': renamed,
    })
    await shop.forgetVisitors()
    expectStopped(await shop.run(['rollback', '--yes']), {
      code: 'probe.error',
      says: /column albums_album\.title does not exist/,
      next: /may be why: albums\.0004_hidden\. .*rollback \d+ --reverse`.*rollback \d+ --restore`/,
    })
    await shop.expectVisitors('hidden')
    const back = await shop.run(['rollback', '--reverse', '--yes'])
    expect(back.code, back.output).toBe(0)
    expect(await shop.page()).toBe('Kind of Blue')
  })
})

function models(...fields: string[]): string {
  const text = (name: string) => `    ${name} = models.CharField(max_length=100, null=True)\n`
  return `from django.db import models


class Album(models.Model):
    title = models.CharField(max_length=100)
${fields.map((name) => (name === 'year' ? '    year = models.IntegerField(default=0)\n' : text(name))).join('')}`
}

function migration(name: string, after: string, operation: string) {
  const text = `from django.db import migrations, models


def fail(apps, schema_editor):
    raise ValueError('album 12 has no label')


class Migration(migrations.Migration):
    dependencies = [('albums', '${after}')]
    operations = [${operation}]
`
  return { [`albums/migrations/${name}.py`]: text }
}

const add = (field: string) =>
  `migrations.AddField('Album', '${field}', models.CharField(max_length=100, null=True))`
const fails = 'migrations.RunPython(fail)'
const note = {
  ...migration('0002_note', '0001_initial', add('note')),
  'albums/models.py': models('year', 'note'),
}
const label = {
  ...migration('0003_label', '0002_note', add('label')),
  'albums/models.py': models('year', 'note', 'label'),
}
