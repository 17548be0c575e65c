import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { leaveMark } from '../store/recovery/clean-mark.ts'
import { destroyRoot } from '../store/recovery/damage.fixture.ts'
import { noteDamage, noteRecovery } from '../store/recovery/damage.ts'
import { boom, Scratch } from './scratch.fixture.ts'
import { startWriter } from './start-writer.ts'
import { WriterFailure } from './writer-failure.ts'

/** A disk that gives back other bytes than were written, while the database is in use. */
let scratch: Scratch
beforeEach(async () => {
  scratch = new Scratch()
  await scratch.open()
  await scratch.take(boom('A'), boom('A'))
  await scratch.writer.backup(join(scratch.directory, 'backups', 'good.db'))
  await scratch.close()
})
afterEach(() => scratch.end())

const status = () => scratch.reader.status(scratch.now)
const damaged = { trouble: 'damaged' }

describe('damage that is seen while it is in use', () => {
  beforeEach(() => scratch.open())

  const take = () => {
    const record = scratch.record(boom('B'))
    return scratch.writer.take([record]).then(() => record.id)
  }

  async function expectMended(kept: string): Promise<void> {
    await expect(take()).rejects.toMatchObject(damaged)
    await expect(scratch.writer.run('setting.set', { name: 'url', value: '""' })).rejects.toMatchObject(
      damaged,
    )
    await expect(scratch.writer.drained()).rejects.toMatchObject(damaged)
    await scratch.close()
    expect(existsSync(`${scratch.path}.clean`)).toBe(false)
    await scratch.open()
    await scratch.writer.drained()
    expect(status()).toMatchObject({ setAside: expect.stringContaining('set-aside'), unreadable: 0 })
    expect(scratch.list().map(({ title, events }) => [title, events])).toEqual([
      ['B', 1],
      ['A', 2],
    ])
    expect(scratch.reader.issueOfEvent(kept)).not.toBeNull()
    await scratch.close()
    expect(readdirSync(scratch.directory)).not.toContain('vigie.db.damaged')
    expect(readdirSync(join(scratch.directory, 'set-aside'))).toHaveLength(1)
  }

  test('in counting: whoever waits is told, what was acknowledged is kept, and the next start mends it', async () => {
    destroyRoot(scratch.path, 'issue')
    const kept = await take()
    await expect(scratch.writer.drained()).rejects.toMatchObject(damaged)
    await expectMended(kept)
  })

  test('in a write for somebody: the same', async () => {
    const kept = await take()
    await scratch.writer.drained()
    destroyRoot(scratch.path, 'invitation')
    const invitation = { hash: 'a', expiresAt: scratch.now + 1, by: null }
    await expect(scratch.writer.run('invitation.create', invitation)).rejects.toMatchObject(damaged)
    await expectMended(kept)
  })
})

test('a mark of a clean end counts for nothing where damage was seen', async () => {
  destroyRoot(scratch.path, 'issue_hash_hash')
  leaveMark(scratch.path)
  noteDamage(scratch.path)
  await scratch.open()
  expect(status().setAside).not.toBeNull()
  expect(scratch.list()).toMatchObject([{ title: 'A', events: 2 }])
})

test('damage that is not found again leaves the database where it is', async () => {
  noteDamage(scratch.path)
  await scratch.open()
  expect(status()).toMatchObject({ setAside: null, events: 2 })
  expect(readdirSync(scratch.directory)).not.toContain('vigie.db.damaged')
})

test('a recovery that was cut short begins anew from what was set aside', async () => {
  await scratch.open()
  const [late = ''] = await scratch.take(boom('B'))
  await scratch.close()
  const aside = join(scratch.directory, 'set-aside', 'then')
  mkdirSync(aside, { recursive: true })
  noteRecovery(scratch.path, aside)
  renameSync(scratch.path, join(aside, 'vigie.db'))
  writeFileSync(scratch.path, 'half of a copy')
  await scratch.open()
  await scratch.writer.drained()
  expect(status()).toMatchObject({ setAside: aside, unreadable: 0, events: 3 })
  expect(scratch.reader.issueOfEvent(late)).not.toBeNull()
})

test('the thread that writes tells it to who can end the process', async () => {
  const death = Promise.withResolvers<Error>()
  const writer = await startWriter({ path: scratch.path, onDeath: death.resolve })
  destroyRoot(scratch.path, 'issue')
  await writer.take([scratch.record(boom('B'))])
  const error = await death.promise
  expect(error).toBeInstanceOf(WriterFailure)
  expect(error).toMatchObject(damaged)
  await expect(writer.take([scratch.record(boom('B'))])).rejects.toMatchObject(damaged)
  await writer.close()
  expect(existsSync(`${scratch.path}.clean`)).toBe(false)
})
