import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { waitForBoot } from './boot.ts'

const started = '1 (systemd) x) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 100000 1 1\n'

describe('waitForBoot', () => {
  let host: MemoryHost
  beforeEach(() => {
    host = new MemoryHost()
    host.files.seed('/proc/1/stat', started)
  })

  it.each([
    ['1010.25 900.00\n', [['systemctl', 'is-system-running', '--wait']]],
    ['1299.99 900.00\n', [['systemctl', 'is-system-running', '--wait']]],
    ['1300.00 900.00\n', []],
  ])(
    'where the machine is up for %s s, of which its own first process missed 1000',
    async (uptime, asked) => {
      host.files.seed('/proc/uptime', uptime)
      // `degraded` means that the boot has ended and some unit has failed, which is not judged here.
      host.program('systemctl', () => ({ code: 1, stdout: 'degraded\n' }))
      await waitForBoot(host)
      expect(host.ran).toEqual(asked)
    },
  )

  it('goes on where a boot does not end', async () => {
    host.files.seed('/proc/uptime', '1001.00 900.00\n')
    host.program('systemctl', async () => {
      await host.clock.sleep(3_600_000)
      return { stdout: 'running\n' }
    })
    await expect(waitForBoot(host)).resolves.toBeUndefined()
  })
})
