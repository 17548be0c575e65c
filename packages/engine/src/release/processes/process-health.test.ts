import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { placesOf } from '../places.ts'
import { expectStart } from './process-health.ts'

const places = placesOf('shop')
const mark = '/run/shop/started-worker-1'
const stat = '/proc/42/stat'

let host: MemoryHost
let began: number
beforeEach(() => {
  host = new MemoryHost()
  host.files.seedDirectory('/var/log/shop')
  began = host.clock.now()
})

/** A worker that is busy for so long and then sleeps. It falls over after so long, or never. */
async function stays(busyMs: number, fallsMs = Number.POSITIVE_INFINITY): Promise<number> {
  const start = await expectStart(host, places, { process: 'worker', count: 1 })
  host.files.seed(mark, '42\n')
  const sleep = host.clock.sleep.bind(host.clock)
  const tell = async () => {
    const passed = host.clock.now() - began
    if (passed >= fallsMs) host.files.seed(mark, '43\n2\n')
    host.files.seed(stat, `42 (celery) (x)) ${passed < busyMs ? 'R' : 'S'} 1 1`)
  }
  await tell()
  host.clock.sleep = async (ms) => {
    await sleep(ms)
    await tell()
  }
  await start.assertStays()
  return host.clock.now() - began
}

describe('a process that was started', () => {
  it('is watched for three seconds where it sleeps by then', async () => {
    expect(await stays(1000)).toBeLessThan(3500)
  })

  it('and as long as it reads its code, also where that takes longer', async () => {
    await expect(stays(8000, 7000)).rejects.toMatchObject({ failure: { code: 'process.failed' } })
  })

  it('and for a moment behind that', async () => {
    await expect(stays(6000, 6600)).rejects.toMatchObject({ failure: { code: 'process.failed' } })
  })

  it('but not for ever, where its work is never done', async () => {
    expect(await stays(Number.POSITIVE_INFINITY)).toBeLessThan(16_000)
  })
})
