import { expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { takeUp } from './supervisor-service.ts'

const stillRunning =
  "web: stopped\nerror: <class 'xmlrpc.client.Fault'>, <Fault 91: 'STILL_RUNNING: web'>: file: /usr/lib/python3.13/xmlrpc/client.py line: 642\n"

it('a program that falls over again and again is taken up once it is caught', async () => {
  let updates = 0
  const host = new MemoryHost().program('supervisorctl', () => {
    updates += 1
    return updates < 3 ? { code: 1, stdout: stillRunning } : { stdout: 'web: updated process group\n' }
  })
  await takeUp(host, 'web', 1000)
  expect(updates).toBe(3)
})

it('one that cannot be caught is told of, and so is anything else at once', async () => {
  const host = new MemoryHost().program('supervisorctl', () => ({ code: 1, stdout: stillRunning }))
  await expect(takeUp(host, 'web', 1000)).rejects.toMatchObject({ failure: { code: 'command.failed' } })
  const broken = new MemoryHost().program('supervisorctl', () => ({ code: 2, stdout: 'error: refused\n' }))
  await expect(takeUp(broken, 'web', 1000)).rejects.toMatchObject({ failure: { code: 'command.failed' } })
  expect(broken.ran).toHaveLength(1)
})
