import { afterEach, beforeEach, expect, it } from 'vitest'
import { boom, Scratch } from '../../writer/scratch.fixture.ts'

let scratch: Scratch
beforeEach(async () => {
  scratch = new Scratch()
  await scratch.open()
})
afterEach(() => scratch.end())

it('lists releases that nobody reports sessions of, the newest first', async () => {
  const { now, project } = scratch
  await scratch.take(boom('E', { release: 'shop@1' }), boom('E', { release: 'shop@1' }))
  scratch.now = now + 1000
  await scratch.take(boom('E', { release: 'shop@2' }))
  const session = { sid: 'a', init: true, status: 'crashed', started: new Date(now).toISOString() }
  const body = { ...session, attrs: { release: 'shop@1', environment: 'production' } }
  await scratch.writer.take([scratch.record(body, { kind: 'sessions' })])
  await scratch.writer.drained()
  expect(scratch.reader.releaseHealth(project, 0)).toMatchObject([
    { release: 'shop@2', environment: '', events: 1, sessions: 0 },
    { release: 'shop@1', environment: 'production', events: 2, sessions: 1, crashed: 1 },
  ])
})

it('tells where a release was heard of, sessions or not', async () => {
  const { project } = scratch
  const of = (release: string, environment?: string) =>
    boom('E', { release, ...(environment && { environment }) })
  await scratch.take(
    of('shop@1', 'staging'),
    of('shop@1', 'production'),
    of('shop@1', 'production'),
    of('shop@1'),
  )
  scratch.now += 1000
  await scratch.take(of('shop@2', 'staging'))
  const attrs = { release: 'shop@1', environment: 'production' }
  const sessions = { attrs, aggregates: [{ started: new Date(scratch.now).toISOString(), exited: 4 }] }
  await scratch.writer.take([scratch.record(sessions, { kind: 'sessions' })])
  await scratch.writer.drained()
  expect(scratch.reader.releaseHealth(project, 0)).toMatchObject([
    { release: 'shop@2', environment: 'staging', events: 1, sessions: 0 },
    { release: 'shop@1', environment: 'production', events: 4, sessions: 4 },
    { release: 'shop@1', environment: 'staging', events: 4, sessions: 0 },
  ])
})

it('leads from feedback to the issue that it is about, as long as its event is kept', async () => {
  const [event] = await scratch.take(boom('E'))
  const said = [
    { event_id: event, name: 'Ada', comments: 'it broke' },
    { event_id: 'f'.repeat(32), name: 'Bob', comments: 'nothing came' },
  ]
  await scratch.writer.take(said.map((each) => scratch.record(each, { kind: 'feedback' })))
  await scratch.writer.drained()
  const { feedback } = scratch.reader.feedback(scratch.project, { cursor: null, limit: 10 })
  const issue = scratch.list()[0]?.id
  expect(feedback.map(({ name, issue }) => [name, issue])).toEqual([
    ['Bob', null],
    ['Ada', issue],
  ])
})
