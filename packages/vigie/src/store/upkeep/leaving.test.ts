import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CommandName, Commands } from '../../contract/commands.ts'
import { digest } from '../../digest/digest.ts'
import { normalise } from '../../digest/normalise.ts'
import { type Core, openCore } from '../../writer/core.ts'
import { boom } from '../../writer/scratch.fixture.ts'
import { runCommand } from '../command/commands.ts'
import { openReader } from '../open-reader.ts'
import { unpack } from '../payload.ts'
import type { Reader } from '../reader.ts'
import { dropEvents } from './drop-events.ts'

let directory: string
let core: Core
let reader: Reader
let last: number
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vigie-leaving-'))
  const path = join(directory, 'vigie.db')
  core = openCore({ path, digest, now: Date.now })
  reader = openReader(path, normalise)
  last = 0
  run('project.create', { name: 'Shop', slug: 'shop', platform: 'python' })
})
afterEach(() => {
  reader.close()
  core.close()
  rmSync(directory, { recursive: true })
})

function run<Name extends CommandName>(name: Name, input: Commands[Name]['input']): void {
  const { pen, digesting } = core
  const desk = { ...pen, forget: () => digesting.counting.hashes.forget(), notice: () => undefined }
  runCommand(desk, name, input)
}

/** Takes events that each contain something of their own, and returns their numbers. */
function take(...types: string[]): readonly number[] {
  const { pen, queue } = core
  const records = types.map((type) => {
    last += 1
    const raw = boom(type, { extra: { said: saidBy(type), ...shared } })
    const id = last.toString(16).padStart(32, '0')
    return {
      project: 1,
      kind: 'event',
      id,
      receivedAt: Date.now(),
      sentAt: null,
      body: bytesOf(raw),
    } as const
  })
  const queued = pen.database.transaction(() => queue.put(records))
  core.digest(queued, () => false)
  return queued.map(({ number }) => number)
}

const saidBy = (type: string) => `only ${type} said this`
const shared = { code: Array.from({ length: 200 }, (_, line) => `line ${line} of the program`).join('\n') }
const bytesOf = (raw: object) => Buffer.from(JSON.stringify(raw))

function keepUp(): void {
  while (core.upkeep(() => false).isMore);
}

const dictionaries = () => core.pen.database.prepare('select id, body from dictionary order by id').all()
const idsOf = () => dictionaries().map(({ id }) => id)
const textsOf = () => dictionaries().map(({ body }) => Buffer.from(unpack(body as Uint8Array)).toString())
const issueOf = (number: number) => reader.issueOfEvent(number.toString(16).padStart(32, '0')) ?? 0
const remove = (...issues: number[]) => run('issues.act', { issues, action: { action: 'delete' }, by: null })

/** The latest event of an issue as its page shows it. */
function shown(issue: number): unknown {
  return reader.event(issue, 'latest')?.event.extra.find(({ name }) => name === 'said')?.value
}

describe('a dictionary', () => {
  test('goes with the last payload that names it, not before', () => {
    const [one = 0, other = 0] = take('One', 'Other')
    const { database } = core.pen
    database.transaction(() => dropEvents(database, [one]))
    expect(idsOf()).toEqual([one])
    expect(shown(issueOf(other))).toBe(saidBy('Other'))
    database.transaction(() => dropEvents(database, [other]))
    expect(idsOf()).toEqual([])
    // The next event does not refer to what is gone.
    const [next = 0] = take('Next')
    expect(shown(issueOf(next))).toBe(saidBy('Next'))
  })

  test('goes with its project', () => {
    take('One', 'Other')
    run('project.delete', { id: 1 })
    keepUp()
    expect(idsOf()).toEqual([])
  })

  test('goes with the event of which it was made, where somebody deletes that, and the others stay whole', () => {
    const numbers = take('Secret', ...Array.from({ length: 30 }, (_, at) => `Other${at}`))
    remove(issueOf(numbers[0] ?? 0))
    keepUp()
    expect(textsOf().join()).not.toContain(saidBy('Secret'))
    expect(idsOf()).toEqual([numbers[1]])
    for (const [at, number] of numbers.slice(1).entries())
      expect(shown(issueOf(number))).toBe(saidBy(`Other${at}`))
    const [next = 0] = take('Next')
    expect(shown(issueOf(next))).toBe(saidBy('Next'))
    expect(idsOf()).toEqual([numbers[1]])
  })

  test('… also where the event had gone before, for want of room', () => {
    const [secret = 0, , other = 0] = take('Secret', 'Secret', 'Other')
    const { database } = core.pen
    const issue = issueOf(secret)
    database.transaction(() => dropEvents(database, [secret]))
    expect(textsOf().join()).toContain(saidBy('Secret'))
    remove(issue)
    keepUp()
    expect(textsOf().join()).not.toContain(saidBy('Secret'))
    expect(shown(issueOf(other))).toBe(saidBy('Other'))
  })

  test('… and its issue had been merged into the one that is deleted', () => {
    const [survivor = 0] = take('Survivor')
    const into = issueOf(survivor)
    const { database } = core.pen
    database.transaction(() => dropEvents(database, [survivor]))
    const [secret = 0, again = 0, other = 0] = take('Secret', 'Secret', 'Other')
    const issues = [into, issueOf(secret)]
    database.transaction(() => dropEvents(database, [secret]))
    run('issues.act', { issues, action: { action: 'merge' }, by: null })
    expect(issueOf(again)).toBe(into)
    remove(into)
    keepUp()
    expect(textsOf().join()).not.toContain(saidBy('Secret'))
    expect(shown(issueOf(other))).toBe(saidBy('Other'))
  })

  test('stays where an issue goes for want of room: nobody asked for that', () => {
    const [one = 0, other = 0] = take('One', 'Other')
    const { database } = core.pen
    const issue = issueOf(one)
    database.transaction(() => {
      database.run(database.kysely.insertInto('doomed').values({ issue }))
      database.run(database.kysely.deleteFrom('issue').where('id', '=', issue))
    })
    keepUp()
    expect(idsOf()).toEqual([one])
    expect(shown(issueOf(other))).toBe(saidBy('Other'))
  })

  test('of an event that was sent twice, and is kept once, goes', () => {
    const [one = 0] = take('One')
    const { database } = core.pen
    database.transaction(() => dropEvents(database, [one]))
    last -= 1
    take('One', 'Other')
    keepUp()
    expect(textsOf().join()).not.toContain(saidBy('One'))
    expect(textsOf().join()).toContain(saidBy('Other'))
  })

  test('that is damaged leaves its events without their details, and pages that show them', () => {
    const [one = 0, other = 0] = take('One', 'Other')
    core.pen.database.run(core.pen.database.kysely.updateTable('dictionary').set({ body: Buffer.from('x') }))
    expect(reader.event(issueOf(other), 'latest')).toMatchObject({
      issue: issueOf(other),
      event: { extra: [] },
    })
    remove(issueOf(one))
    keepUp()
    expect(idsOf()).toEqual([])
    expect(reader.event(issueOf(other), 'latest')).toMatchObject({ event: { extra: [] } })
  })
})
