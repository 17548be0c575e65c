import type { Build } from '@cabestan/protocol/orders'
import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { nothingMade, type ReleaseContext } from '../context.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { buildFrontEnd } from './front-end.ts'

const frontEnd = { directory: '', manager: 'npm', scripts: ['build'] }

/** Runs a build and returns its commands. `fails` gives the output of the command that fails. */
async function build(fails: (command: string) => string | null): Promise<readonly string[]> {
  return (await commands(fails)).map(([command]) => command)
}

async function commands(fails: (command: string) => string | null) {
  const run: (readonly [command: string, mode: string | undefined])[] = []
  const host = new MemoryHost().program('systemd-run', (argv, { environment }) => {
    const command = argv.slice(argv.indexOf('npm')).join(' ')
    run.push([command, environment?.['NODE_ENV']])
    const stderr = fails(command)
    return { code: stderr === null ? 0 : 1, stdout: '', stderr: stderr ?? '' }
  })
  const places = placesOf('shop')
  const context = {
    ...{ host, places, release: releasePlaces(places, '1-abc'), live: null, made: nothingMade() },
    order: { name: 'shop', build: { frontEnd } as unknown as Build },
    ...{ note: () => {}, output: () => {} },
  } as unknown as ReleaseContext
  await buildFrontEnd(context).catch(() => {})
  return run
}

const install = 'npm install --include=dev --no-save'

it('lets packages contradict each other about a third, as npm did before', async () => {
  const conflict = 'npm ERR! code ERESOLVE\nnpm ERR! ERESOLVE could not resolve\n'
  const fails = (command: string) => (command === install ? conflict : null)
  expect(await build(fails)).toEqual([install, `${install} --legacy-peer-deps`, 'npm run build'])
})

it('tries nothing else where a package is not to be had', async () => {
  expect(await build(() => 'npm ERR! code E404\n')).toEqual([install])
})

it('installs what a build is made with too, which pnpm and yarn leave out for production', async () => {
  expect(await commands(() => null)).toEqual([
    [install, 'development'],
    ['npm run build', 'production'],
  ])
})
