import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { row } from './tools/measure.ts'

/**
 * Times throwaway servers until ssh accepts: the very first boot, which builds the base, then a new server, then one
 * that was down. The state directory is new, so that the first boot really is the first.
 */
const directory = await mkdtemp(join(tmpdir(), 'cabestan-bench-sandbox-'))
process.env['CABESTAN_SANDBOX_DIR'] = directory
const { destroy, down, up } = await import('../packages/cabestan/src/sandbox/lifecycle.ts')
const rounds = Number(process.argv[2] ?? 5)

for (const suite of ['bookworm', 'trixie'] as const) {
  const name = `bench-${suite}`
  const times = {
    first: [await timed(() => up(name, { suite }))],
    created: [] as number[],
    booted: [] as number[],
  }
  for (let round = 0; round < rounds; round += 1) {
    await down(name)
    times.booted.push(await timed(() => up(name)))
    await destroy(name)
    times.created.push(await timed(() => up(name, { suite })))
  }
  await destroy(name)
  console.log(row(`${suite}: first ever (wanted: 90)`, times.first))
  console.log(row(`${suite}: a new one (wanted: 3)`, times.created))
  console.log(row(`${suite}: one that was down (wanted: 3)`, times.booted))
}
await rm(directory, { recursive: true })

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}
