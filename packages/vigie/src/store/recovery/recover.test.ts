import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { boom, Scratch } from '../../writer/scratch.fixture.ts'
import { destroyPages, destroyRoot } from './damage.fixture.ts'

let scratch: Scratch
beforeEach(async () => {
  scratch = new Scratch()
  await scratch.open()
})
afterEach(() => scratch.end())

const status = () => scratch.reader.status(scratch.now)

async function reopened(): Promise<void> {
  await scratch.open()
  await scratch.writer.drained()
}

const pagesOf = () => statSync(scratch.path).size / 4096

test('starts from the last good copy, and takes from the damaged one what came after it', async () => {
  await scratch.take(boom('A'), boom('A'))
  await scratch.writer.backup(join(scratch.directory, 'backups', 'good.db'))
  const [late = ''] = await scratch.take(boom('B', { tags: { only: 'here' } }))
  await scratch.close()
  // No issue can be listed any more, while the payloads are undamaged.
  destroyRoot(scratch.path, 'issue')

  await reopened()
  expect(scratch.list().map(({ title, events }) => [title, events])).toEqual([
    ['B', 1],
    ['A', 2],
  ])
  expect(scratch.reader.issueOfEvent(late)).not.toBeNull()
  expect(status()).toMatchObject({ unreadable: 0, setAside: expect.stringContaining('set-aside') })
  expect(readdirSync(status().setAside ?? '')).toContain('vigie.db')
  expect(scratch.reader.projects('https://vigie.example.org')).toHaveLength(1)
})

test('without any copy it begins with what can be read', async () => {
  const payload = () => ({ noise: Array.from({ length: 300 }, () => Math.random().toString(36)) })
  for (let each = 0; each < 60; each += 1) await scratch.take(boom('A', { extra: payload() }))
  await scratch.close()
  destroyPages(scratch.path, Math.floor(pagesOf() * 0.8), 8)

  await reopened()
  const { unreadable, events } = status()
  expect(events).toBeGreaterThan(10)
  expect(events + (unreadable ?? 0)).toBe(60)
  await scratch.take(boom('B'))
  expect(scratch.list()[0]).toMatchObject({ title: 'B' })
})

test.each([
  ['is no database at all', () => writeFileSync(scratch.path, 'not a database, whatever it was before')],
  ['was cut short', () => truncateSync(scratch.path, 4096 * 3)],
  ['begins with nothing', () => destroyPages(scratch.path, 0, 1)],
])('starts where the file %s', async (_, damage) => {
  await scratch.take(boom('A'))
  await scratch.writer.backup(join(scratch.directory, 'backups', 'good.db'))
  await scratch.close()
  damage()
  await reopened()
  expect(scratch.list()).toMatchObject([{ title: 'A', events: 1 }])
  expect(status()).toMatchObject({ setAside: expect.any(String), unreadable: null })
})

test('where it cannot be told how many events came after the copy, it says so', async () => {
  await scratch.take(boom('A'))
  await scratch.writer.backup(join(scratch.directory, 'backups', 'good.db'))
  await scratch.take(boom('B'))
  await scratch.close()
  for (const table of ['payload', 'event']) destroyRoot(scratch.path, table)
  await reopened()
  expect(scratch.list()).toMatchObject([{ title: 'A', events: 1 }])
  expect(status()).toMatchObject({ setAside: expect.any(String), unreadable: null })
})

test('a database that was closed in order stays where it is', async () => {
  await scratch.take(boom('A'))
  await scratch.close()
  await reopened()
  expect(status()).toMatchObject({ setAside: null, unreadable: null, events: 1 })
  expect(existsSync(join(scratch.directory, 'set-aside'))).toBe(false)
})

test('a database of a newer version is refused with words, and left as it is', async () => {
  await scratch.close()
  const database = new DatabaseSync(scratch.path)
  database.exec('pragma user_version=999')
  database.close()
  const before = readFileSync(scratch.path)
  await expect(scratch.open()).rejects.toThrow(/newer version of Vigie \(its tables have number 999/)
  expect(readFileSync(scratch.path).equals(before)).toBe(true)
})

test('only its owner may read the file', () => {
  expect(statSync(scratch.path).mode & 0o777).toBe(0o600)
})

test('a backup is whole, and has its name only then', async () => {
  await scratch.take(boom('A'))
  const target = join(scratch.directory, 'copy.db')
  const running = scratch.writer.backup(target)
  const meanwhile = Promise.all(
    [boom('B'), boom('C')].map((raw) => scratch.writer.take([scratch.record(raw)])),
  )
  await Promise.all([running, meanwhile])
  const copy = new DatabaseSync(target)
  expect(copy.prepare('pragma quick_check').get()).toEqual({ quick_check: 'ok' })
  expect(copy.prepare(`select count(*) as count from event where title = 'A'`).get()).toEqual({ count: 1 })
  copy.close()
  expect(statSync(target).mode & 0o777).toBe(0o600)
  expect(existsSync(`${target}.part`)).toBe(false)
})
