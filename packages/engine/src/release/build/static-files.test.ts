import type { Build } from '@cabestan/protocol/orders'
import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { nothingMade, type ReleaseContext } from '../context.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { collectStatic } from './static-files.ts'

const build = { static: true, compress: false, commands: ['tailwind build', 'tailwind remove_cli'] }

/** A release on a host that notes the commands of manage.py, and answers each. */
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
  return { context, run }
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
