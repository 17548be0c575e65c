import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'

const to = mkdtempSync(join(tmpdir(), 'cabestan-build-'))
afterAll(() => rmSync(to, { recursive: true, force: true }))

it('is known to be over by what comes last, so that a second command does not start half of it', async () => {
  const root = new URL('..', import.meta.url).pathname
  const building = spawn(process.execPath, ['scripts/build.ts', '--to', to], { cwd: root, stdio: 'inherit' })
  const ended = new Promise((resolve) => building.on('close', resolve))
  const gate = join(to, 'cabestan/dist/cabestan.mjs')
  while (!existsSync(gate) && building.exitCode === null) await sleep(1)
  const parts = ['cabestan/dist/main.mjs', 'cabestan/dist/engine.mjs', 'vigie/dist/dashboard/index.html']
  const sizes = () => parts.map((part) => statSync(join(to, part), { throwIfNoEntry: false })?.size)
  const then = sizes()
  expect(await ended).toBe(0)
  expect(then).toEqual(sizes())
}, 120_000)
