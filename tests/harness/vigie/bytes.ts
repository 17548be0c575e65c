import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { zstdDecompressSync } from 'node:zlib'

/** Everything that stands in a data directory, packed payloads opened besides: where a secret could be. */
export async function bytesOf(data: string): Promise<string> {
  const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter((each) =>
    each.isFile(),
  )
  const plain = await Promise.all(files.map((each) => readFile(join(each.parentPath, each.name), 'latin1')))
  return [...plain, ...(await payloadsOf(data))].join('\n')
}

/** Opened as they are stored, with the dictionary that they name; what a dictionary says is there as well. */
async function payloadsOf(data: string): Promise<string[]> {
  const dictionaries = new Map(
    await ask(data, 'select id, body from dictionary', ({ id, body }) => [id, unzip(body)] as const),
  )
  const payloads = await ask(data, 'select body, dictionary from payload', ({ body, dictionary }) =>
    unzip(body, dictionaries.get(dictionary ?? null)),
  )
  return [...dictionaries.values(), ...payloads].map(String)
}

function unzip(body: SQLOutputValue | undefined, dictionary?: Buffer): Buffer {
  return zstdDecompressSync(body as Uint8Array, { dictionary })
}

/** Of all events that are counted in an issue. */
export function eventIdsIn(data: string): Promise<string[]> {
  return ask(data, 'select event from event', ({ event }) => Buffer.from(event as Uint8Array).toString('hex'))
}

type Row = Readonly<Record<string, SQLOutputValue>>

/** Asked of a copy: the database is in use. */
export async function ask<Answer = string>(
  data: string,
  query: string,
  read: (row: Row) => Answer,
): Promise<Answer[]> {
  const copy = await mkdtemp(join(tmpdir(), 'vigie-copy-'))
  try {
    for (const file of await readdir(data)) {
      if (/^vigie\.db(-wal)?$/.test(file)) await cp(join(data, file), join(copy, file))
    }
    const database = new DatabaseSync(join(copy, 'vigie.db'))
    const rows = database.prepare(query).all()
    database.close()
    return rows.map(read)
  } finally {
    await rm(copy, { recursive: true })
  }
}
