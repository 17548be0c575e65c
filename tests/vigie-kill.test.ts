import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { acknowledgedIn, lookInto } from './harness/vigie-store-check.ts'

const rounds = process.env['CABESTAN_TEST_ALL'] ? 100 : 10
/** A busy machine needs seconds for each. */
const timeout = 60_000 + rounds * 15_000

test(`kill -9 under load, ${rounds} times: every event that was acknowledged is there, once`, {
  timeout,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'vigie-kill-'))
  const path = join(directory, 'vigie.db')
  try {
    for (let round = 0; round < rounds; round += 1) await killWhileTaking(path, round)
    const acknowledged = acknowledgedIn(`${path}.acks`)
    expect(acknowledged.length).toBeGreaterThan(rounds)
    const found = await lookInto(path, acknowledged)
    expect(found.lost).toEqual([])
    expect(found.counted).toEqual(found.counted.map(() => found.events))
    expect(found.check).toBe('ok')
    expect(new Set(acknowledged).size).toBe(acknowledged.length)
    expect(found.events).toBeGreaterThanOrEqual(acknowledged.length)
  } finally {
    rmSync(directory, { recursive: true })
  }
})

/** Each round takes what the one before was ended over, and goes on. */
async function killWhileTaking(path: string, round: number): Promise<void> {
  const before = acknowledgedIn(`${path}.acks`).length
  const child = spawn(
    process.execPath,
    ['tests/harness/vigie-writer-child.ts', path, String(round * 1_000_000 + 1), '1000000', '8'],
    { stdio: 'inherit' },
  )
  const ended = once(child, 'exit')
  while (acknowledgedIn(`${path}.acks`).length === before && child.exitCode === null) await setTimeout(20)
  await setTimeout(Math.random() * 300)
  child.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
}
