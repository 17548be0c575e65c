import { DatabaseSync } from 'node:sqlite'
import { zstdCompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { boom, Scratch } from '../writer/scratch.fixture.ts'
import { migrations } from './migrations.ts'

let scratch: Scratch
beforeEach(() => {
  scratch = new Scratch()
})
afterEach(() => scratch.end())

/** Makes a file as that version of Vigie left it, with a project and an issue. */
function leftBy(version: number, more = ''): void {
  const database = new DatabaseSync(scratch.path)
  for (const migration of migrations.slice(0, version)) database.exec(migration)
  database.exec(`pragma user_version=${version}; ${more}
insert into project (slug, name, platform, created_at, scrub, next_issue)
  values ('shop', 'Shop', 'python', 0, '{"fields":[],"patterns":[],"keep":[],"addresses":false}', 2);
insert into issue (project, number, title, words, level, platform, events, first_seen, last_seen)
  values (1, 1, 'Old', 'old', 'error', 'python', 3, 0, 0);`)
  database.close()
}

function versionNow(): unknown {
  const database = new DatabaseSync(scratch.path, { readOnly: true })
  const version = database.prepare('pragma user_version').get()?.['user_version']
  database.close()
  return version
}

describe('a database of a former version', () => {
  test.each(migrations.slice(1).map((_, index) => index + 1))(
    '%i is brought up to date, with what is in it, and goes on',
    async (version) => {
      leftBy(version)
      scratch.project = 1
      await scratch.open()
      await scratch.take(boom('New'))
      expect(scratch.list().map(({ title, events, shortId }) => [title, events, shortId])).toEqual([
        ['New', 1, 'SHOP-2'],
        ['Old', 3, 'SHOP-1'],
      ])
      expect(versionNow()).toBe(migrations.length)
    },
  )

  test('shows its events, which are packed without dictionaries, beside newer ones', async () => {
    leftBy(5)
    scratch.project = 1
    const database = new DatabaseSync(scratch.path)
    const body = zstdCompressSync(JSON.stringify(boom('Old', { extra: { said: 'before' } })))
    database.prepare('insert into payload values (1, ?)').run(body)
    const event = `insert into event values (1, 1, ?, 1, 1, 0, 0, null, 'error', 'Old', null, null, null)`
    database.prepare(event).run(Buffer.alloc(16, 255))
    database.close()
    await scratch.open()
    await scratch.take(boom('New', { extra: { said: 'after' } }))
    const [newer, older] = scratch.list().map(({ id }) => scratch.reader.event(id, 'latest')?.event.extra)
    expect([older, newer]).toMatchObject([[{ value: 'before' }], [{ value: 'after' }]])
  })

  test('one of whose changes fails is left as that change found it', async () => {
    leftBy(1, 'create table deleted (other text);')
    await expect(scratch.open()).rejects.toThrow(/deleted/)
    expect(versionNow()).toBe(3)
  })
})
