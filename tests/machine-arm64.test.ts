import { beforeAll, describe, expect, it } from 'vitest'
import { runtimeFor } from '../packages/cabestan/src/connection/runtime.ts'
import { type Shop, shopOn } from './harness/live-shop.ts'
import { type Machine, startMachine } from './harness/machine/machine.ts'

/**
 * A Debian for arm64 on an emulated processor. Everything takes ten to thirty times as long as on a server: it is left
 * to `bin/test --all`.
 */
describe.runIf(process.env['CABESTAN_TEST_ALL'])('a server of arm64', () => {
  const patience = 3_600_000
  let machine: Machine
  let shop: Shop
  beforeAll(async () => {
    machine = await startMachine({ architecture: 'arm64', megabytes: 1536, stocked: true })
    shop = shopOn(machine, {})
  }, patience)

  it('takes the runtime that is pinned for it, and is planned', { timeout: patience }, async () => {
    expect(await machine.sh('uname -m')).toBe('aarch64')
    const planned = await shop.run(['plan'])
    expect(planned.code, planned.output).toBe(0)
    expect(planned.output).toContain('to create')
    const { version } = runtimeFor('aarch64')
    const node = `/opt/cabestan/runtime/${version}/bin/node`
    expect(await machine.sh(`${node} --print 'process.arch + " " + process.version'`)).toBe(
      `arm64 v${version}`,
    )
  })

  it('is deployed to a page that visitors get', { timeout: patience }, async () => {
    await shop.deployWell('welcome')
    const live = '/srv/shop/live/release/venv/bin/python'
    expect(await machine.sh(`${live} -c 'import platform; print(platform.machine())'`)).toBe('aarch64')
  })

  it('has nothing to change after that', { timeout: patience }, async () => {
    const planned = await shop.run(['plan'])
    expect(planned.code, planned.output).toBe(0)
    expect(planned.output).toContain('Nothing to change')
  })
})
