import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { IssuePage } from '../packages/vigie/src/contract/issue.ts'
import type { Project } from '../packages/vigie/src/contract/project.ts'
import type { Status } from '../packages/vigie/src/contract/status.ts'
import { run } from './harness/djangos.ts'
import { eventIdsIn } from './harness/vigie/bytes.ts'
import { corrupt, corruptTable, type Disk, smallDisk } from './harness/vigie/disk.ts'
import { until } from './harness/vigie/programs.ts'
import { backUp, peakOf, startServer } from './harness/vigie/server.ts'
import { issuesOf, projectOf, restart, startVigie, type Vigie } from './harness/vigie/vigie.ts'
import { envelope, envelopePath, ordinary, post } from './harness/vigie/wire.ts'

/** A disk that is full, that fails, or that gave back other bytes than were written: on a small one of its own. */
let disk: Disk
let vigie: Vigie
let project: Project
/** What the last one was told that was refused. */
let refused: string
/** Ids of all that were acknowledged. */
let taken: string[]
beforeEach(async () => {
  disk = await smallDisk(64)
  await mkdir(disk.data)
  vigie = await startVigie({ data: disk.data })
  project = await projectOf(vigie, 'shop')
  taken = []
  for (let at = 0; at < 20; at += 1) expect(await sendOne()).toBe(200)
  await issuesOf(vigie, project, 1)
})
afterEach(async () => {
  await vigie?.server.stop()
  await disk?.remove()
})

it('a full disk refuses what it cannot keep, forgets nothing, and goes on once there is room', async () => {
  await disk.fill()
  // What was reserved before may still hold some.
  await until(async () => (await sendOne()) === 503)
  const statuses = await Promise.all(Array.from({ length: 30 }, () => sendOne()))
  expect(statuses.filter((status) => status !== 503 && status !== 429)).toEqual([])
  expect(refused).toContain('disk-full')
  expect(vigie.server.said()).toContain(`The disk of ${disk.data} is full`)
  await vigie.api.get<Status>('/status')
  // What was acknowledged last may wait to be counted until there is room.
  const { issues } = await vigie.api.get<IssuePage>(
    `/issues?project=${project.id}&query=&limit=100&sort=first-seen`,
  )
  expect(issues[0]?.events).toBeGreaterThanOrEqual(20)
  await disk.free()
  await until(async () => (await sendOne()) === 200)
  await expectAllOnce()
  expect((await peakOf(vigie.server.pid)) / 1024 / 1024).toBeLessThanOrEqual(120)
})

it('a disk that can be read only refuses events and shows what it has; nothing acknowledged is lost', async () => {
  await disk.makeReadOnly()
  const statuses = await Promise.all(Array.from({ length: 30 }, () => sendOne()))
  expect(statuses.filter((status) => status !== 503 && status !== 429)).toEqual([])
  expect(await refusal()).toBe('disk-read-only')
  expect(vigie.server.said()).toContain(`${disk.data} is read-only`)
  expect((await issuesOf(vigie, project, 1))[0]?.events).toBe(20)
  await vigie.server.stop('SIGKILL')
  const refused = await startServer({ data: disk.data }).catch((error: Error) => error.message)
  expect(String(refused)).toMatch(/vigie ended: 1\n.* is read-only: events are refused/)
  await disk.mountAnew()
  vigie = await restart(vigie)
  expect(await sendOne()).toBe(200)
  await expectAllOnce()
})

it('a disk that fails to write is told from one that is full or may only be read', async () => {
  // What is written beyond it fails in the kernel, whatever room there is.
  await run('prlimit', ['--pid', String(vigie.server.pid), '--fsize=40960:'])
  await until(async () => (await sendOne()) === 503)
  expect(await refusal()).toBe('disk-fails')
  expect(vigie.server.said()).toContain(`The disk of ${disk.data} failed to write`)
  expect(vigie.server.said()).not.toMatch(/is full|is read-only/)
  await run('prlimit', ['--pid', String(vigie.server.pid), '--fsize=unlimited:'])
  await until(async () => (await sendOne()) === 200)
  await expectAllOnce()
})

it.each([
  ['in its middle', 'middle'],
  ['in its first page', 'header'],
  ['so that nothing is left of it', 'gone'],
])('a database that is damaged %s is set aside, and the last good copy is started from', async (_, where) => {
  await mkdir(join(disk.data, 'backups'))
  await backUp(disk.data, join(disk.data, 'backups/vigie-2026-11-01T00-00-00.db'))
  await vigie.server.stop()
  const path = join(disk.data, 'vigie.db')
  if (where === 'middle') await corrupt(path, 8192, 60_000)
  if (where === 'header') await corrupt(path, 0, 100)
  if (where === 'gone') await corrupt(path, 0, 300_000)
  vigie = await restart(vigie)
  const { setAside } = await vigie.api.get<Status>('/status')
  expect(setAside).toContain('set-aside')
  expect((await readdir(join(disk.data, 'set-aside'))).length).toBeGreaterThan(0)
  expect(vigie.server.said()).toMatch(/set.aside/i)
  expect((await issuesOf(vigie, project, 1))[0]?.events).toBe(20)
  expect(await sendOne()).toBe(200)
  await expectAllOnce()
})

it('a database that is damaged while it is in use ends the process, and the next start mends it', async () => {
  await mkdir(join(disk.data, 'backups'))
  await backUp(disk.data, join(disk.data, 'backups/vigie-2026-11-01T00-00-00.db'))
  await vigie.server.stop()
  vigie = await restart(vigie)
  await corruptTable(join(disk.data, 'vigie.db'), 'issue')
  // Until counting what was taken sees it; from then on it is refused, or nobody answers any more.
  await until(async () => (await sendOne()) !== 200)
  expect(await vigie.server.ended()).toBe(3)
  expect(vigie.server.said()).toMatch(/The database in .* is damaged/)
  expect(await readdir(disk.data)).not.toContain('vigie.db.clean')
  vigie = await restart(vigie)
  expect(vigie.server.said()).toMatch(/set-aside/)
  expect((await vigie.api.get<Status>('/status')).setAside).toContain('set-aside')
  expect(await sendOne()).toBe(200)
  await expectAllOnce()
})

it('damage that only somebody who looks at a page sees is heeded as well', async () => {
  await vigie.server.stop()
  vigie = await restart(vigie)
  await corruptTable(join(disk.data, 'vigie.db'), 'feedback')
  await expect(vigie.api.get('/feedback')).rejects.toThrow()
  expect(await vigie.server.ended()).toBe(3)
  vigie = await restart(vigie)
  expect(vigie.server.said()).toMatch(/set-aside/)
  expect(await sendOne()).toBe(200)
  await expectAllOnce()
})

async function sendOne(): Promise<number> {
  const event = { ...ordinary('the shop is closed'), extra: { text: 'a line of a long text. '.repeat(500) } }
  const answer = await post(vigie.server, { path: envelopePath(project), body: envelope(event) })
  if (answer?.status === 200) taken.push(event.event_id)
  if (answer?.status === 503) refused = String(answer.headers['x-sentry-error'])
  return answer?.status ?? 0
}

/** What a person is told whose change cannot be written. */
async function refusal(): Promise<unknown> {
  const change = vigie.api.send('PATCH', `/projects/${project.id}`, { name: 'Another' })
  const refused = await change.then(
    () => '200 {}',
    (error: Error) => error.message,
  )
  return JSON.parse(refused.slice(refused.indexOf('{'))).error
}

async function expectAllOnce(): Promise<void> {
  await issuesOf(vigie, project, 1)
  const stored = await eventIdsIn(disk.data)
  expect(stored).toEqual(expect.arrayContaining(taken))
  expect(new Set(stored).size).toBe(stored.length)
  const [issue] = await issuesOf(vigie, project, 1)
  expect(issue?.events).toBe(stored.length)
}
