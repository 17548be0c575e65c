import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { zstdCompressSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { boom, Scratch } from '../../writer/scratch.fixture.ts'
import { removeIssues } from '../command/issues.ts'
import { migrations } from '../migrations.ts'
import { openStore } from '../open-store.ts'
import { unpack } from '../payload.ts'
import { destroyRoot, reopenedWithout } from './damage.fixture.ts'

let scratch: Scratch
beforeEach(async () => {
  scratch = new Scratch()
  await scratch.open()
})
afterEach(() => scratch.end())

const code = Array.from({ length: 200 }, (_, line) => `line ${line} of the program`).join('\n')
const saying = (type: string) => boom(type, { extra: { said: `only ${type} said this`, code } })
const copy = () => scratch.writer.backup(join(scratch.directory, 'backups', 'good.db'))

/** What the pages of all issues show, by title. */
function said(): object {
  const texts = scratch.list().map(({ id, title }) => {
    const extra = scratch.reader.event(id, 'latest')?.event.extra
    return [title, extra?.find(({ name }) => name === 'said')?.value]
  })
  return Object.fromEntries(texts)
}

function dictionaries(): readonly string[] {
  const database = new DatabaseSync(scratch.path, { readOnly: true })
  const rows = database.prepare('select body from dictionary').all()
  database.close()
  return rows.map(({ body }) => Buffer.from(unpack(body as Uint8Array)).toString())
}

const whole = { A: 'only A said this', B: 'only B said this', C: 'only C said this' }

test.each([
  ['without a copy', () => Promise.resolve()],
  ['with a copy that has their dictionary', copy],
])('events are read with what they are packed with, %s', async (_, copied) => {
  await scratch.take(saying('A'))
  await copied()
  await scratch.take(saying('B'), saying('C'))
  await reopenedWithout(scratch, 'issue')
  expect(said()).toEqual(whole)
  expect(scratch.reader.status(scratch.now)).toMatchObject({ unreadable: 0 })
  expect(dictionaries()).toHaveLength(1)
})

test('the copy has a dictionary of events whose own cannot be read any more', async () => {
  await scratch.take(saying('A'))
  await copy()
  await scratch.take(saying('B'), saying('C'))
  await reopenedWithout(scratch, 'dictionary')
  expect(said()).toEqual(whole)
})

test('events whose dictionary is lost are counted as unreadable', async () => {
  await scratch.take(saying('A'), saying('B'))
  await reopenedWithout(scratch, 'dictionary')
  expect(scratch.list()).toEqual([])
  expect(scratch.reader.status(scratch.now)).toMatchObject({ unreadable: 2 })
  await scratch.take(saying('C'))
  expect(said()).toEqual({ C: whole.C })
})

test('a dictionary of the copy that is another’s is not taken for theirs', async () => {
  await scratch.take(saying('A'))
  await copy()
  await scratch.take(saying('B'))
  await scratch.close()
  const database = new DatabaseSync(scratch.path)
  database.exec('update dictionary set body = (select body from payload where id = 2)')
  database.close()
  await scratch.open()
  await reopenedWithout(scratch, 'issue')
  expect(said()).toEqual({ A: whole.A })
  expect(scratch.reader.status(scratch.now)).toMatchObject({ unreadable: 1 })
})

test('what somebody deleted does not stay in one that others name', async () => {
  await scratch.take(saying('Secret'), saying('A'), saying('B'), saying('C'))
  const secret = scratch.list().find(({ title }) => title === 'Secret')?.id ?? 0
  await scratch.close()
  // The power failed right after the deletion, before anything followed from it.
  const database = openStore(scratch.path)
  database.transaction(() => removeIssues(database, [secret], scratch.now))
  database.close()
  expect(dictionaries().join()).toContain('only Secret said this')
  destroyRoot(scratch.path, 'issue_user')
  await scratch.open()
  await scratch.writer.drained()
  await expect.poll(() => dictionaries().join(), { timeout: 8000 }).not.toContain('only Secret said this')
  expect(said()).toEqual(whole)
})

test('a damaged file of a version that knew no dictionaries is salvaged too', async () => {
  await scratch.end()
  scratch = new Scratch()
  scratch.project = 1
  const database = new DatabaseSync(scratch.path)
  for (const migration of migrations.slice(0, 5)) database.exec(migration)
  database.exec(`pragma user_version=5; insert into project (slug, name, platform, created_at, scrub)
    values ('shop', 'Shop', 'python', 0, '{"fields":[],"patterns":[],"keep":[],"addresses":false}')`)
  const body = zstdCompressSync(JSON.stringify(saying('A')))
  database.prepare('insert into payload values (1, ?)').run(body)
  database
    .prepare(`insert into queue values (1, 1, 'event', ?, ?, null)`)
    .run(Buffer.alloc(16, 1), scratch.now)
  database.close()
  destroyRoot(scratch.path, 'issue_user')
  await scratch.open()
  await scratch.writer.drained()
  expect(scratch.reader.status(scratch.now)).toMatchObject({ unreadable: 0, setAside: expect.any(String) })
  expect(said()).toEqual({ A: whole.A })
})
