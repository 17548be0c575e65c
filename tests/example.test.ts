import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { compiled, pythonFor, run, venvOf } from './harness/djangos.ts'

const shop = new URL('../examples/disquaire', import.meta.url).pathname
const list = await readFile(`${shop}/requirements.txt`, 'utf8')
const requirements = list.trimEnd().split('\n')

// Those of the releases that are supported, from Ubuntu 22.04 to 26.04.
const wanted = ['3.10', '3.11', '3.12', '3.13', '3.14'].map((series) => ({
  series: `disquaire-${series}`,
  pythons: [series],
  requirements,
}))
const found = await Promise.all(wanted.map(async (each) => ({ ...each, python: await pythonFor(each) })))
const missing = found.filter(({ python }) => python === null)
if (missing.length > 0) console.warn(`NOT TRIED, for want of a Python: ${missing.map(named).join(', ')}`)

it('the record shop pins every version that it asks for', () => {
  expect(requirements.filter((line) => !/^[\w[\]-]+==[\d.]+$/.test(line))).toEqual([])
})

describe.each(found.filter(({ python }) => python !== null))('$series', (django) => {
  let python = ''
  beforeAll(async () => {
    python = await venvOf(django, django.python ?? '')
  }, 600_000)

  // Whoever runs this may have a database of their own in the environment.
  const manage = (...argv: string[]) =>
    run(python, ['manage.py', ...argv], {
      cwd: shop,
      env: { PATH: process.env['PATH'], PYTHONPYCACHEPREFIX: compiled },
    })

  it('passes its own tests, as it comes from a clone', async () => {
    const { stderr } = await manage('test')
    expect(stderr).toMatch(/^Ran [1-9]\d* tests/m)
  })

  it('has every migration that its models ask for', async () => {
    const { stdout } = await manage('makemigrations', '--check', '--dry-run')
    expect(stdout).toContain('No changes detected')
  })
})

function named({ series }: { series: string }): string {
  return series
}
