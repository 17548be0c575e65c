import { randomBytes } from 'node:crypto'
import type { Digested } from '../packages/vigie/src/contract/digested.ts'
import type { Event } from '../packages/vigie/src/contract/event.ts'
import { digest } from '../packages/vigie/src/digest/digest.ts'
import { type Payload, payloadsIn } from './tools/payloads.ts'

/**
 * Checks that events from SDKs of many platforms and ages can be read, by digesting every event of a directory.
 * `--each` prints a line for each event, for people to look at; otherwise it prints the table of docs/payloads.md.
 */
const words = process.argv.slice(2)
const directory = words.find((word) => !word.startsWith('--')) ?? '.'

type Result = { readonly payload: Payload } & (
  | { readonly event: Event; readonly digested: Digested }
  | { readonly error: string }
)

const results = payloadsIn(directory).map(digested)
if (words.includes('--each')) for (const result of results) console.log(line(result))
else for (const row of table(results)) console.log(row)
process.exitCode = results.some((result) => 'error' in result) ? 1 : 0

function digested(payload: Payload): Result {
  const { sentAt } = payload
  const context = { id: randomBytes(16).toString('hex'), receivedAt: sentAt ?? Date.now(), sentAt }
  try {
    const read = digest(payload.event, context)
    return { payload, event: read.event, digested: read.digested }
  } catch (error) {
    return { payload, error: String(error) }
  }
}

function line(result: Result): string {
  const { corpus, file } = result.payload
  if ('error' in result) return `${corpus}/${file} FAILED ${result.error}`
  const { digested: read, event } = result
  const stack = [...event.exceptions, ...event.threads].find(({ frames }) => frames.length > 0)?.frames ?? []
  const own = stack.filter(({ isInApp }) => isInApp).length
  const said = [read.level, read.platform, read.title, read.value ?? '-', read.culprit ?? '-']
  const told = [
    `${own}/${stack.length}`,
    event.remarks.map(({ remark, field }) => `${remark} ${field}`).join(', '),
  ]
  return [
    `${corpus}/${file}`,
    ...said.map((text) => text.slice(0, 100)),
    ...told,
    read.grouping.hashes.join(' '),
  ].join(' | ')
}

function table(all: readonly Result[]): string[] {
  const names = [...new Set(all.map(({ payload }) => payload.corpus))]
  const rows = names.map((name) =>
    row(
      name,
      all.filter(({ payload }) => payload.corpus === name),
    ),
  )
  return [
    '| corpus | events | digested | title says nothing | exception without a stack | with remarks | issues |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    row('all', all),
  ]
}

function row(name: string, all: readonly Result[]): string {
  const read = all.flatMap((result) => ('error' in result ? [] : [result]))
  const untitled = read.filter(({ digested: { title } }) => /^<(?:unknown|empty event)>$/.test(title))
  const bare = read.filter(
    ({ event }) => event.exceptions.length > 0 && event.exceptions.every(({ frames }) => frames.length === 0),
  )
  const remarked = read.filter(({ event }) => event.remarks.some(({ remark }) => remark === 'unreadable'))
  const issues = new Set(read.map(({ digested: { grouping } }) => grouping.hashes[0]))
  return `| ${[name, all.length, read.length, untitled.length, bare.length, remarked.length, issues.size].join(' | ')} |`
}
