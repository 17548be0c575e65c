import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { afterPowerCut, type DiskCall, readTrace, straceArguments } from './harness/disk-trace.ts'
import { lookInto } from './harness/vigie-store-check.ts'

const count = process.env['CABESTAN_TEST_ALL'] ? 60 : 12
/** A busy machine needs seconds for each. */
const timeout = 60_000 + count * 30_000
const hasStrace = spawnSync('strace', ['-V']).status === 0

/** A kill keeps what was written and not synced; a power cut does not. */
describe.runIf(hasStrace)('the power may go at any acknowledgement', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vigie-power-'))
  let calls: readonly DiskCall[]

  beforeAll(() => {
    const trace = join(directory, 'trace')
    const child = [
      'tests/harness/vigie-writer-child.ts',
      join(directory, 'vigie.db'),
      '1',
      String(count),
      '2',
    ]
    const run = spawnSync('strace', [...straceArguments, '-o', trace, process.execPath, ...child])
    expect(run.stderr.toString()).toBe('')
    calls = readTrace(readFileSync(trace, 'latin1'))
  })
  afterAll(() => rmSync(directory, { recursive: true }))

  test('each was synced before it was acknowledged', () => {
    const acks = calls.flatMap((call, index) => (call.type === 'ack' ? index : []))
    expect(acks).toHaveLength(count)
    const isSync = (call: DiskCall) => call.type === 'sync' && call.file === 'vigie.db-wal'
    // Two lanes take one after the other: a group holds two at most.
    for (const [index, ack] of acks.entries())
      expect(calls.slice(0, ack).filter(isSync).length, `ack at ${ack}`).toBeGreaterThanOrEqual(
        (index + 1) / 2,
      )
  })

  test.each(['none', 'half'] as const)(
    'and is there once, where %s of what was not synced was kept',
    async (luck) => {
      const acks = calls.flatMap((call, index) => (call.type === 'ack' ? index : []))
      for (const [round, ack] of acks.entries()) {
        const path = layOut(afterPowerCut(calls.slice(0, ack + 1), luck), `${luck}-${round}`)
        const acknowledged = calls
          .slice(0, ack + 1)
          .flatMap((call) => (call.type === 'ack' ? call.number : []))
        const found = await lookInto(path, acknowledged)
        expect(found.lost, `cut ${round}`).toEqual([])
        expect(found.counted, `cut ${round}`).toEqual(found.counted.map(() => found.events))
        expect(found.check).toBe('ok')
      }
    },
    timeout,
  )

  function layOut(files: ReadonlyMap<string, Buffer>, name: string): string {
    mkdirSync(join(directory, name))
    for (const [file, content] of files) writeFileSync(join(directory, name, file), content)
    return join(directory, name, 'vigie.db')
  }
})
