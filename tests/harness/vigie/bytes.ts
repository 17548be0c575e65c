import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { zstdDecompressSync } from 'node:zlib'

/** Everything that stands in a data directory, packed payloads opened besides: where a secret could be. */
export async function bytesOf(data: string): Promise<string> {
  const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter((each) =>
    each.isFile(),
  )
  const plain = await Promise.all(files.map((each) => readFile(join(each.parentPath, each.name), 'latin1')))
  return [...plain, ...(await payloadsOf(data))].join('\n')
}

/** Read from a copy: the database is in use. */
async function payloadsOf(data: string): Promise<string[]> {
  const copy = await mkdtemp(join(tmpdir(), 'vigie-copy-'))
  try {
    for (const file of await readdir(data)) {
      if (file.startsWith('vigie.db')) await cp(join(data, file), join(copy, file))
    }
    const database = new DatabaseSync(join(copy, 'vigie.db'))
    const rows = database.prepare('select body from payload').all()
    database.close()
    return rows.map(({ body }) => zstdDecompressSync(body as Uint8Array).toString())
  } finally {
    await rm(copy, { recursive: true })
  }
}
