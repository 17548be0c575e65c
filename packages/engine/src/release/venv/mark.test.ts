import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { realHost } from '../../host/real.ts'
import { isUnchanged, keepFingerprint } from '../build/fingerprint.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { markWhole } from './mark.ts'

const host = realHost()
let home: string
let venv: string
const release = () => {
  const places = releasePlaces(placesOf('shop'), '1-1a2b3c4')
  const directory = `${home}/release`
  return { ...places, directory, venv: `${directory}/venv` }
}
const mark = () => markWhole(host, venv, { version: '3.13.5', group: 'root' })

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'venv-mark-'))
  venv = `${home}/venvs/one`
  for (const path of ['release/source', 'venvs/one/lib']) mkdirSync(join(home, path), { recursive: true })
  writeFileSync(`${venv}/lib/django.py`, 'a')
  symlinkSync('../venvs/one', `${home}/release/venv`)
  await mark()
  await keepFingerprint(host, release())
})

afterEach(() => rmSync(home, { recursive: true }))

it('a release is unchanged, whatever Python compiles beside it and in its venv', async () => {
  for (const place of [`${venv}/lib`, `${home}/release/source`]) {
    mkdirSync(`${place}/__pycache__`)
    writeFileSync(`${place}/__pycache__/a.pyc`, 'b')
  }
  expect(await isUnchanged(host, release())).toBe(true)
})

it('a release is changed when somebody installs something into its venv', async () => {
  writeFileSync(`${venv}/lib/extra.py`, 'b')
  expect(await isUnchanged(host, release())).toBe(false)
  rmSync(`${venv}/lib/extra.py`)
  expect(await isUnchanged(host, release())).toBe(true)
})

it('a venv is nothing to go by where an older Cabestan did not write down what it looked like', async () => {
  writeFileSync(`${venv}/complete`, '3.13.5\n')
  writeFileSync(`${venv}/lib/extra.py`, 'b')
  expect(await isUnchanged(host, release())).toBe(true)
})
