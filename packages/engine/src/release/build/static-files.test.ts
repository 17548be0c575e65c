import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Build } from '@cabestan/protocol/orders'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { realHost } from '../../host/real.ts'
import { nothingMade, type ReleaseContext } from '../context.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { collectStatic } from './static-files.ts'
import { styleSources } from './style-sources.ts'

const build = { static: true, compress: false, commands: ['tailwind build', 'tailwind remove_cli'] }

/** A release on a host that records each command of manage.py and answers it. */
function release(answer: (command: string) => { code: number; stdout: string; stderr: string }) {
  const host = new MemoryHost()
  const run: string[] = []
  host.program('systemd-run', (argv) => {
    const command = argv.slice(argv.indexOf('manage.py') + 1).join(' ')
    run.push(command)
    return answer(command)
  })
  const places = placesOf('shop')
  const context = {
    ...{ host, places, release: releasePlaces(places, '1-abc'), live: null, made: nothingMade() },
    order: { name: 'shop', build: build as unknown as Build },
    ...{ note: () => {}, output: () => {} },
  } as unknown as ReleaseContext
  return { context, run, host }
}

it('are made before they are collected, by what an application of Django brings', async () => {
  const { context, run } = release(() => ({ code: 0, stdout: '', stderr: '' }))
  await collectStatic(context)
  expect(run).toEqual(['tailwind build', 'tailwind remove_cli', 'collectstatic --noinput'])
})

it('are not collected where that fails', async () => {
  const { context, run } = release(() => ({
    code: 1,
    stdout: '',
    stderr: 'Error: no route to the program\n',
  }))
  await expect(collectStatic(context)).rejects.toMatchObject({
    failure: {
      code: 'build.front-end',
      values: { script: 'tailwind build', error: 'Error: no route to the program' },
    },
  })
  expect(run).toEqual(['tailwind build'])
})

describe('a style sheet that imports a package', () => {
  const refusal = {
    code: 1,
    stdout: '',
    stderr: "ValueError: The file 'css/tailwindcss' could not be found with <Storage object>.\n",
  }
  const collected = { code: 0, stdout: '12 static files copied.\n', stderr: '' }

  it('is left out where the storage refuses it', async () => {
    const { context, run, host } = release((command) =>
      /collectstatic/.test(command) && !/--ignore/.test(command) ? refusal : collected,
    )
    const found = ['css/input.css', 'my sheets/a.css'].map((path) => `${context.release.static}/${path}\0`)
    host.program('grep', () => ({ code: 0, stdout: found.join(''), stderr: '' }))
    await collectStatic(context)
    expect(run.at(-1)).toBe('collectstatic --noinput --clear --ignore css/input.css --ignore my sheets/a.css')
  })

  it('is not what every missing file is about', async () => {
    const { context, run, host } = release((command) => (/collectstatic/.test(command) ? refusal : collected))
    host.program('grep', () => ({ code: 1, stdout: '', stderr: '' }))
    await expect(collectStatic(context)).rejects.toMatchObject({ failure: { values: { wants: 'file' } } })
    expect(run.filter((command) => /collectstatic/.test(command))).toHaveLength(1)
  })

  it.each([
    ['@import "tailwindcss";', true],
    ["@import url('tailwindcss');", true],
    ["@import 'tailwindcss/theme.css' layer(theme);", true],
    ['@import "@acme/theme/base";', true],
    ['@import "base.css";', false],
    ['@import url("https://fonts.example/css2?family=A");', false],
    ['@import "../base.css";', false],
  ])('%s', async (line, isSource) => {
    const directory = mkdtempSync(join(tmpdir(), 'sheets-'))
    writeFileSync(join(directory, 'a.css'), `/* a */\n${line}\n`)
    const context = { host: realHost(), release: { static: directory } } as unknown as ReleaseContext
    expect(await styleSources(context)).toEqual(isSource ? ['a.css'] : [])
    rmSync(directory, { recursive: true })
  })
})
