import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { acknowledgedIn, lookInto } from './harness/vigie-store-check.ts'

const rounds = 100
/** A busy machine needs seconds for each. */
const timeout = 60_000 + rounds * 10_000

test('kill -9 under load, a hundred times: every event that was acknowledged is there, once', {
  timeout,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'vigie-kill-'))
  const path = join(directory, 'vigie.db')
  try {
    await bundleInto(directory)
    for (let round = 0; round < rounds; round += 1) await killWhileTaking(directory, round)
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

/** As it is shipped, in two files: from its sources it would need ten times as long for each start. */
async function bundleInto(directory: string): Promise<void> {
  await build({
    entryPoints: {
      child: 'tests/harness/vigie-writer-child.ts',
      writer: 'packages/vigie/src/writer/thread.ts',
    },
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  })
}

/** Each round takes what the one before was ended over, and goes on. */
async function killWhileTaking(directory: string, round: number): Promise<void> {
  const path = join(directory, 'vigie.db')
  const acknowledged = () => statSync(`${path}.acks`, { throwIfNoEntry: false })?.size ?? 0
  const before = acknowledged()
  const child = spawn(
    process.execPath,
    [join(directory, 'child.mjs'), path, String(round * 1_000_000 + 1), '1000000', '8'],
    { stdio: 'inherit' },
  )
  const ended = once(child, 'exit')
  while (acknowledged() === before && child.exitCode === null) await setTimeout(5)
  await setTimeout(Math.random() * 150)
  child.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
}
