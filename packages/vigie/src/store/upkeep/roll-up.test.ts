import { afterEach, beforeEach, expect, test } from 'vitest'
import { boom, Scratch } from '../../writer/scratch.fixture.ts'
import { openStore } from '../open-store.ts'
import { rollUpOne } from './roll-up.ts'

let scratch: Scratch
beforeEach(async () => {
  scratch = new Scratch()
  await scratch.open()
})
afterEach(() => scratch.end())

const hour = 3_600_000
const day = 24 * hour

/**
 * Takes the events in order, each at its own time, because an event that comes more than a month late is not
 * believed.
 */
async function happen(type: string, ...times: readonly number[]): Promise<void> {
  for (const time of times) {
    scratch.now = time
    await scratch.take(boom(type))
  }
}

async function rollUp(): Promise<void> {
  await scratch.close()
  const database = openStore(scratch.path)
  while (rollUpOne(database, scratch.now));
  database.close()
  await scratch.open()
}

function hoursOf(title: string) {
  const id = scratch.list().find((issue) => issue.title === title)?.id ?? 0
  return scratch.reader.issue(id, { now: scratch.now, hours: null })?.byHour
}

test('hours that are a month old become days, issue by issue; younger ones stay hours', async () => {
  const { now } = scratch
  const today = Math.floor(now / day) * day
  const [older, old, young] = [today - 45 * day, today - 31 * day, today - 30 * day]
  await happen('B', older, older + 5 * hour, older + 23 * hour, older + day)
  await happen('A', old, old + 2 * hour, old + 2 * hour, old + 23 * hour, young, young + 3 * hour, now)
  const ofA = [
    { at: old, events: 4 },
    { at: young, events: 1 },
    { at: young + 3 * hour, events: 1 },
    { at: now, events: 1 },
  ]
  await rollUp()
  expect(hoursOf('A')).toEqual(ofA)
  const ofB = [
    { at: older, events: 3 },
    { at: older + day, events: 1 },
  ]
  expect(hoursOf('B')).toEqual(ofB)
  // A day later it is the turn of the next day. What has become days stays as it is.
  scratch.now += day
  const aDayLater = [ofA[0], { at: young, events: 2 }, ofA[3]]
  await rollUp()
  expect(hoursOf('A')).toEqual(aDayLater)
  expect(hoursOf('B')).toEqual(ofB)
})
