import { Step } from '@cabestan/protocol/steps'
import { beforeAll, describe, expect, it } from 'vitest'
import { applySteps, planSteps } from './harness/engine.ts'
import { type Machine, startMachine } from './harness/machine/machine.ts'

/** What belongs to the kernel, which sandboxes share with this computer: on a machine that has one of its own. */
describe('swap and the kernel’s settings', () => {
  const steps = [
    { kind: 'swap', reason: 'system.swap', path: '/swapfile', megabytes: 256 },
    {
      kind: 'sysctl',
      reason: 'system.swappiness',
      name: '60-cabestan-swap',
      settings: { 'vm.swappiness': '10' },
    },
  ].map((step) => Step.parse(step))

  let machine: Machine
  beforeAll(async () => {
    machine = await startMachine({ megabytes: 256 })
  }, imageAndAll)

  const swaps = () => machine.sh('swapon --show=NAME,SIZE --noheadings')
  const swappiness = () => machine.sh('cat /proc/sys/vm/swappiness')
  const swappedOut = async () => Number(await machine.sh('sed -n "s/^pswpout //p" /proc/vmstat'))
  const planned = async () => (await planSteps(machine, steps)).changes.map(({ id }) => id)

  it('are on as soon as they are described, and what has no room in memory goes there', async () => {
    expect([await swaps(), await swappiness()]).toEqual(['', '60'])
    expect(await applySteps(machine, steps)).toBe(2)
    expect(await swaps()).toMatch(/^\/swapfile +256M$/)
    expect(await swappiness()).toBe('10')
    const before = await swappedOut()
    expect((await machine.ssh(holding('MemoryMax=32M'))).code).toBe(0)
    expect(await swappedOut()).toBeGreaterThan(before)
  })

  it('are on again after a reboot, with nothing to change', async () => {
    await machine.reboot()
    expect(await swaps()).toMatch(/^\/swapfile +256M$/)
    expect(await swappiness()).toBe('10')
    expect(await planned()).toEqual([])
  })

  it('are repaired where somebody switched them off', async () => {
    await machine.sh('swapoff /swapfile; sysctl --quiet vm.swappiness=90')
    expect(await planned()).toEqual(['swap:/swapfile', 'sysctl:60-cabestan-swap'])
    await applySteps(machine, steps)
    expect([await swaps(), await swappiness()]).toEqual([expect.stringContaining('/swapfile'), '10'])
  })

  it('go when nobody describes them any more', async () => {
    await applySteps(machine, [])
    expect(await swaps()).toBe('')
    expect(
      await machine.sh('ls /swapfile /etc/sysctl.d/60-cabestan-swap.conf; cat /etc/fstab'),
    ).not.toContain('swap')
  })
})

/** The very first time on a computer, the disk is made that machines start from. */
const imageAndAll = 1_800_000

/** A process that holds a hundred megabytes, under such a limit. */
const holding = (limit: string) =>
  `systemd-run --quiet --wait --property=${limit} sh -c 'head -c 100M /dev/zero | tail | wc -c'`
