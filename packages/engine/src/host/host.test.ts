import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { hostConformance } from './conformance/conformance.ts'
import { MemoryHost } from './memory.ts'
import { realHost } from './real.ts'

describe('the real host', () => {
  const made: string[] = []
  hostConformance(async () => {
    const root = await mkdtemp(`${tmpdir()}/cabestan-host-`)
    made.push(root)
    return { host: realHost(), root }
  })
  afterAll(() => Promise.all(made.map((root) => rm(root, { recursive: true }))))

  it('waits as long as it means to, whoever sets the clock meanwhile', () => {
    const wall = vi.spyOn(Date, 'now')
    const { clock } = realHost()
    const before = clock.now()
    expect(Math.abs(before - Date.now())).toBeLessThan(hour)
    wall.mockReturnValue(before + 2 * hour)
    expect(clock.now() - before).toBeLessThan(hour)
    wall.mockRestore()
  })
})

const hour = 3_600_000

describe('the host in memory', () => {
  hostConformance(async () => {
    const host = withPrograms(new MemoryHost())
    host.files.seedDirectory('/tmp/place')
    return { host, root: '/tmp/place' }
  })
})

/** Gives the memory host the programs that the suite runs. */
function withPrograms(host: MemoryHost): MemoryHost {
  return host
    .program('cat', async ([, path], { input }) =>
      path === undefined
        ? { stdout: input }
        : { code: 1, stderr: `cat: ${path}: No such file or directory\n` },
    )
    .program('false', () => ({ code: 1 }))
    .program('printenv', ([, name = ''], { environment }) =>
      environment?.[name] === undefined ? { code: 1 } : { stdout: `${environment[name]}\n` },
    )
    .program('pwd', (_argv, { directory = '/' }) => ({ stdout: `${directory}\n` }))
    .program('sleep', async ([, seconds]) => {
      await host.clock.sleep(Number(seconds) * 1000)
      return {}
    })
}
