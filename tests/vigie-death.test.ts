import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { eventIdsIn } from './harness/vigie/bytes.ts'
import { startServer } from './harness/vigie/server.ts'
import { issuesOf, projectOf, restart, startVigie } from './harness/vigie/vigie.ts'
import { envelope, envelopePath, ordinary, post } from './harness/vigie/wire.ts'

const built = new URL('../packages/vigie/dist/vigie.mjs', import.meta.url).pathname

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vigie-death-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

it('a process whose writing thread dies answers who waits, ends, and has all it acknowledged when it starts again', async () => {
  const signal = join(directory, 'die')
  // In the thread alone, between two of its turns: what nobody foresaw.
  const mine = `import { existsSync } from 'node:fs'
    import { isMainThread } from 'node:worker_threads'
    if (!isMainThread) setInterval(() => {
      if (existsSync(${JSON.stringify(signal)})) throw new Error('made to fail')
    }, 20).unref()`
  await writeFile(join(directory, 'mine.mjs'), mine)
  const data = join(directory, 'data')
  let vigie = await startVigie({ data, nodeArguments: ['--import', join(directory, 'mine.mjs')] })
  const project = await projectOf(vigie, 'shop')
  const taken: string[] = []
  let isOver = false
  const client = async () => {
    while (!isOver) {
      const event = ordinary('under load')
      const answer = await post(vigie.server, { path: envelopePath(project), body: envelope(event) })
      if (answer?.status === 200) taken.push(event.event_id)
      else isOver = true
    }
  }
  const clients = Promise.all(Array.from({ length: 8 }, client))
  while (taken.length < 50 && !isOver) await new Promise((resolve) => setTimeout(resolve, 10))
  await writeFile(signal, '')
  expect(await vigie.server.ended()).toBe(1)
  // None of them waits for an answer that does not come.
  await clients
  expect(vigie.server.said()).toContain('made to fail')
  await rm(signal)
  vigie = await restart(vigie)
  await issuesOf(vigie, project, 1)
  const stored = await eventIdsIn(data)
  expect(stored).toEqual(expect.arrayContaining(taken))
  expect(new Set(stored).size).toBe(stored.length)
  await vigie.server.stop()
})

it('a database of a newer version is refused in the words of who starts it, and left as it is', async () => {
  const server = await startServer({ data: directory })
  await server.stop()
  const path = join(directory, 'vigie.db')
  const database = new DatabaseSync(path)
  database.exec('pragma user_version=999')
  database.close()
  const before = await readFile(path)
  const refused = async (language: string) => {
    const words = [built, 'serve', '--data', directory, '--port', String(server.port)]
    const env = { ...process.env, LC_ALL: language }
    return promisify(execFile)(process.execPath, words, { env }).catch((error) => error)
  }
  expect(await refused('en_GB.UTF-8')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`${path} holds a database of a newer version of Vigie`),
  })
  expect(await refused('fr_FR.UTF-8')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`${path} contient une base d’une version plus récente de Vigie`),
  })
  expect((await readFile(path)).equals(before)).toBe(true)
})
