import type { Step } from '@cabestan/protocol/steps'
import { expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const path = '/etc/sudoers.d/cabestan-deploy'
const step: Step = { kind: 'sudo-rule', reason: 'access.sudo', name: 'cabestan-deploy', user: 'deploy' }
const sudoers = 'root ALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\n'

function server(main = sudoers, verdict = { code: 0, stderr: '' }): MemoryHost {
  const host = new MemoryHost().program('visudo', () => verdict)
  host.files.seed('/etc/sudoers', main, { mode: '0440' })
  host.files.seedDirectory('/etc/sudoers.d')
  return host
}

it('is one readable file, right after a death at any instant', async () => {
  await killAtEachInstant(step, server, async ({ files }) => {
    expect(await files.readText(path)).toMatch(
      /^# Managed by Cabestan.*\ndeploy ALL=\(ALL:ALL\) NOPASSWD: ALL\n$/,
    )
    expect(await files.stat(path)).toMatchObject({ owner: 'root', group: 'root', mode: '0440' })
  })
})

it('is judged before it counts', async () => {
  const trial = new Trial(server(sudoers, { code: 1, stderr: 'syntax error near line 2' }))
  await expect(trial.apply(step)).rejects.toMatchObject({
    failure: {
      code: 'service.invalid',
      values: { service: 'sudo' },
      detail: { tail: 'syntax error near line 2' },
    },
  })
  expect(await trial.host.files.list('/etc/sudoers.d')).toEqual([])
})

it('has sudo read the directory where somebody had that line out', async () => {
  const trial = new Trial(server('root ALL=(ALL:ALL) ALL\n'))
  await trial.apply(step)
  expect(await trial.host.files.readText('/etc/sudoers')).toBe(
    'root ALL=(ALL:ALL) ALL\n\n@includedir /etc/sudoers.d\n',
  )
})

it.each([
  ['Defaults\trequiretty\n', true],
  ['Defaults use_pty, requiretty\n', true],
  ['Defaults !requiretty\n', false],
  ['#Defaults requiretty\n', false],
  ['Defaults use_pty # requiretty\n', false],
  ['Defaults:backup requiretty\n', false],
])('lets its user off where sudo wants a terminal of everyone: %j', async (text, isOff) => {
  const trial = new Trial(server())
  trial.host.files.seed('/etc/sudoers.d/00-hardened', text, { mode: '0440' })
  await trial.apply(step)
  const written = (await trial.host.files.readText(path)) ?? ''
  expect(written.endsWith('\nDefaults:deploy !requiretty\n')).toBe(isOff)
  expect(await trial.check(step)).toBeNull()
})

it('goes with its file', async () => {
  const trial = new Trial(server())
  await trial.apply(step)
  await trial.remove(step)
  expect(await trial.host.files.stat(path)).toBeNull()
})
