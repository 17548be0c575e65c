import { openSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Unread } from '../../packages/vigie/src/contract/unread.ts'
import { startWriter } from '../../packages/vigie/src/writer/start-writer.ts'

/**
 * A process that takes events until it is ended: `PATH FIRST COUNT LANES`. It writes `ack N` into PATH.acks once an
 * event is acknowledged, and not before.
 */
const [path = '', first = '1', count = '0', lanes = '1'] = process.argv.slice(2)
const acks = openSync(`${path}.acks`, 'a')
const writer = await startWriter({
  path,
  onDeath: (error) => {
    throw error
  },
})
const project =
  known() ?? (await writer.run('project.create', { name: 'Shop', slug: 'shop', platform: 'python' })).id
const last = Number(first) + Number(count) - 1
let next = Number(first)
await Promise.all(Array.from({ length: Number(lanes) }, takeOneByOne))
await writer.close()

async function takeOneByOne(): Promise<void> {
  while (next <= last) {
    const number = next
    next += 1
    // Both ways in: read by whoever answers, and handed over as it came.
    if (number % 2 === 0) await writer.take([record(number)])
    else await writer.takeUnread(unread(number))
    writeSync(acks, `ack ${number}\n`)
  }
}

function record(number: number) {
  const body = Buffer.from(
    JSON.stringify({
      platform: 'python',
      message: 'taken',
      fingerprint: [`${number % 20}`],
      extra: { number },
    }),
  )
  const id = number.toString(16).padStart(32, '0')
  return { project, kind: 'event', id, receivedAt: Date.now(), sentAt: null, body } as const
}

function unread(number: number): Unread {
  const { body, ...said } = record(number)
  return { ...said, payload: body, rules: [] }
}

function known(): number | undefined {
  const database = new DatabaseSync(path, { readOnly: true })
  const row = database.prepare('select id from project').get()
  database.close()
  return row ? Number(row['id']) : undefined
}
