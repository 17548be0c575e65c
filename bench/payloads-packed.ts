import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isObject, type Json } from '../packages/vigie/src/contract/json.ts'
import { openStore } from '../packages/vigie/src/store/open-store.ts'
import { pack } from '../packages/vigie/src/store/payload.ts'
import { Packing } from '../packages/vigie/src/store/write/packing.ts'
import { payloadsIn } from './tools/payloads.ts'

/**
 * Measures what events take on disk: each packed alone, and packed with former ones as dictionaries. Each folder of
 * the directory is a project whose events come in random order; `all` is a project that gets them all.
 */
const payloads = payloadsIn(process.argv[2] ?? '.')
const projects = [...Map.groupBy(payloads, ({ corpus }) => corpus), ['all', payloads] as const]
console.log('| project | events | raw, KB | alone, KB | with dictionaries, KB | of it | dictionaries |')
console.log('| --- | --- | --- | --- | --- | --- | --- |')
for (const [name, those] of projects) {
  const events = those.map(({ event }) => event)
  report(name, events)
}

function report(name: string, events: readonly Json[]): void {
  const bodies = inNoOrder(events).map((event) => ({ event, body: Buffer.from(JSON.stringify(event)) }))
  const raw = bodies.reduce((sum, { body }) => sum + body.length, 0)
  const alone = fill((_, put) => {
    for (const [at, { body }] of bodies.entries()) put(at + 1, pack(body), null)
  })
  const together = fill((packing, put) => {
    for (const [at, { event, body }] of bodies.entries()) {
      const packed = packing.pack(body, at + 1, { project: 1, platform: platformOf(event) })
      put(at + 1, packed.body, packed.dictionary)
    }
  })
  const sizes = [raw, alone.bytes, together.bytes].map((bytes) => (bytes / 1024).toFixed(0))
  const ratio = `${((100 * together.bytes) / alone.bytes).toFixed(0)} %`
  console.log(`| ${[name, events.length, ...sizes, ratio, together.dictionaries].join(' | ')} |`)
}

type Put = (id: number, body: Uint8Array, dictionary: number | null) => void

/** Counts whole pages, because SQLite stores nothing smaller. */
function fill(work: (packing: Packing, put: Put) => void): { bytes: number; dictionaries: number } {
  const directory = mkdtempSync(join(tmpdir(), 'vigie-packed-'))
  const database = openStore(join(directory, 'vigie.db'))
  const pages = () => Number(database.pragma('page_count')) * Number(database.pragma('page_size'))
  const before = pages()
  const insert = database.prepare('insert into payload (id, body, dictionary) values (?, ?, ?)')
  database.transaction(() => work(new Packing(database), (...row) => insert.run(...row)))
  const count = database.prepare('select count(*) as count from dictionary').get()
  const filled = { bytes: pages() - before, dictionaries: Number(count?.['count']) }
  database.close()
  rmSync(directory, { recursive: true })
  return filled
}

function platformOf(event: Json): string {
  return String((isObject(event) && event['platform']) || '')
}

/** Shuffles in the same way each time, so that runs can be compared. */
function inNoOrder<Value>(values: readonly Value[]): Value[] {
  let state = 1
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state
  }
  return values
    .map((value) => ({ value, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ value }) => value)
}
