import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { openStore } from '../open-store.ts'
import { pack, unpackStored } from '../payload.ts'
import { type Likeness, Packing } from './packing.ts'

let directory: string
let database: Database
let packing: Packing
let last: number
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vigie-packing-'))
  database = openStore(join(directory, 'vigie.db'))
  packing = new Packing(database)
  last = 0
})
afterEach(() => {
  database.close()
  rmSync(directory, { recursive: true })
})

const python = { project: 1, platform: 'python' }

/** Returns the number under which the body is stored. */
function put(body: Uint8Array, likeness: Likeness = python): number {
  last += 1
  const packed = packing.pack(body, last, likeness)
  database.run(database.kysely.insertInto('payload').values({ id: last, ...packed }))
  return last
}

function stored(id: number) {
  const row = database.kysely
    .selectFrom('payload')
    .leftJoin('dictionary', 'dictionary.id', 'payload.dictionary')
    .select(['payload.body', 'payload.dictionary as names', 'dictionary.body as dictionary'])
    .where('payload.id', '=', id)
  return database.first(row) as { body: Uint8Array; names: number; dictionary: Uint8Array }
}

function read(id: number): Buffer {
  const { body, dictionary } = stored(id)
  return Buffer.from(unpackStored(body, dictionary))
}

const dictionaries = () =>
  database.all(database.kysely.selectFrom('dictionary').select('id').orderBy('id')).map(({ id }) => id)

/** The bytes that are kept of all bodies, dictionaries included. */
function bytesKept(): number {
  const sizes = database.prepare(
    'select (select sum(length(body)) from payload) + (select sum(length(body)) from dictionary) as bytes',
  )
  return Number(sizes.get()?.['bytes'])
}

/** Like a body of an SDK: the same code around something that is different each time. */
const noise = (bytes: number, seed = made++) => noiseOf(bytes / 2, seed).toString('hex')
/** The same noise for the same seed, so that a failure can be repeated. */
const noiseOf = (bytes: number, seed: number) =>
  createHash('shake256', { outputLength: bytes }).update(`${seed}`).digest()
let made = 0
const code = noise(20_000)
const event = (what: string, seed?: number) =>
  Buffer.from(JSON.stringify({ frames: code, message: `${what} ${noise(40, seed)}` }))

describe('what is packed', () => {
  test('is read as it was, whatever it is and whatever came before it', () => {
    const bodies = fc.array(
      fc.record({
        body: fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.json().map((text) => Buffer.from(text)),
          fc.tuple(fc.integer({ min: 1, max: 200_000 }), fc.nat()).map(([size, seed]) => noiseOf(size, seed)),
          fc.tuple(fc.string(), fc.nat()).map(([what, seed]) => event(what, seed)),
        ),
        likeness: fc.record({ project: fc.nat(8), platform: fc.constantFrom('python', 'node', '') }),
      }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(bodies, (all) => {
        // Once with what is remembered, and once with only what is on the disk.
        const ids = all.map(({ body, likeness }, at) => {
          if (at % 7 === 6) packing = new Packing(database)
          return put(body, likeness)
        })
        for (const [at, { body }] of all.entries()) expect(read(ids[at] as number).equals(body)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('costs what differs, where an event like it came before', () => {
    const first = event('first')
    put(first)
    expect(bytesKept() - pack(first).length).toBeLessThan(100)
    const before = bytesKept()
    for (let each = 0; each < 20; each += 1) put(event('next'))
    expect((bytesKept() - before) / 20).toBeLessThan(first.length / 50)
    expect(dictionaries()).toEqual([1])
  })

  test('is told from what another dictionary would make of it', () => {
    const first = event('one')
    put(first)
    const id = put(event('other'))
    first[5000] = first[5000] === 48 ? 49 : 48
    const other = pack(first)
    expect(() => unpackStored(stored(id).body, other)).toThrow()
    expect(() => unpackStored(stored(id).body, null)).toThrow()
  })

  test('has a dictionary of its own project and platform', () => {
    const [shop, browser, blog] = [
      put(event('a')),
      put(event('a'), { ...python, platform: 'javascript' }),
      put(event('a'), { ...python, project: 2 }),
    ]
    expect(dictionaries()).toEqual([shop, browser, blog])
    expect(stored(put(event('b'), { ...python, project: 2 })).names).toBe(blog)
    expect(stored(put(event('b'))).names).toBe(shop)
  })
})

describe('a dictionary', () => {
  test('that does not pay is followed by one that does', () => {
    put(Buffer.from(JSON.stringify({ message: 'a test of whether it arrives' })))
    for (let each = 0; each < 30; each += 1) put(event('real'))
    const [, second] = dictionaries()
    expect(dictionaries()).toHaveLength(2)
    expect(stored(put(event('real'))).names).toBe(second)
  })

  test('is not made of what is small, where most bytes are of another kind', () => {
    for (let each = 0; each < 40; each += 1) {
      put(Buffer.from(JSON.stringify({ message: noise(60) })))
      put(event('real'))
    }
    const [, second] = dictionaries()
    expect(dictionaries()).toHaveLength(2)
    expect(read(second as number).length).toBeGreaterThan(20_000)
  })

  test('is made ever less often of what is never alike, and costs nothing there', () => {
    let alone = 0
    for (let each = 0; each < 200; each += 1) {
      const body = Buffer.from(JSON.stringify({ noise: noise(2000) }))
      alone += pack(body).length
      put(body)
    }
    expect(dictionaries().length).toBeLessThan(10)
    expect(bytesKept()).toBeLessThan(alone * 1.01)
  })

  test('is no longer named once the transaction that made it has failed', () => {
    const failing = () =>
      database.transaction(() => {
        put(event('lost'))
        throw new Error('no room')
      })
    expect(failing).toThrow('no room')
    const body = event('kept')
    const id = put(body)
    expect(read(id).equals(body)).toBe(true)
    expect(dictionaries()).toEqual([id])
  })

  test('is not taken away from the payloads that name it', () => {
    const [one, other] = [put(event('one')), put(event('other'))]
    const taking = database.kysely.deleteFrom('dictionary').where('id', '=', one)
    expect(() => database.run(taking)).toThrow(/FOREIGN KEY/)
    expect(read(other)).toBeTruthy()
  })

  test('that is damaged is followed by another', () => {
    put(event('one'))
    database.run(database.kysely.updateTable('dictionary').set({ body: Buffer.from('damaged') }))
    packing = new Packing(database)
    const body = event('other')
    const id = put(body)
    expect(stored(id).names).toBe(id)
    expect(read(id).equals(body)).toBe(true)
  })
})
