import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { askpassVariables } from './askpass-program.ts'
import { listenForQuestions } from './askpass-server.ts'

const self = { node: process.execPath, main: new URL('../main.ts', import.meta.url).pathname }
const { TMPDIR } = process.env

let place = ''
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'cabestan-élodie dupont-'))
})
afterEach(() => {
  if (TMPDIR === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = TMPDIR
  rmSync(place, { recursive: true })
})

/** Asks as ssh does: it runs one program with one argument. */
async function asked(directory: string) {
  mkdirSync(directory, { recursive: true })
  process.env['TMPDIR'] = directory
  const server = await listenForQuestions(self, async ({ text }) => `an answer to “${text}”`)
  try {
    const env = { ...process.env, ...server.environment }
    const { stdout } = await promisify(execFile)(server.environment['SSH_ASKPASS'] ?? '', ['Élodie?'], {
      env,
    })
    return { answer: stdout, address: server.environment[askpassVariables.address] ?? '' }
  } finally {
    await server.close()
  }
}

it('answers where the directory for temporary files has spaces and accents', async () => {
  const { answer, address } = await asked(place)
  expect(answer).toBe('an answer to “Élodie?”\n')
  expect(address.startsWith(place)).toBe(true)
})

it('answers where its path is longer than a Mac lets a socket’s be', async () => {
  // The letters take two bytes each. Linux itself would still accept this path.
  const left = 85 - Buffer.byteLength(place)
  const long = join(place, 'é'.repeat(Math.ceil(left / 2)))
  const { answer, address } = await asked(long)
  expect(answer).toBe('an answer to “Élodie?”\n')
  expect(Buffer.byteLength(address)).toBeLessThan(104)
  expect(readdirSync(long)).toEqual([])
})

it('answers where its path is longer than Linux lets a socket’s be', async () => {
  const { answer } = await asked(join(place, 'a'.repeat(120)))
  expect(answer).toBe('an answer to “Élodie?”\n')
})
