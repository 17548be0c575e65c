import type { Event } from '../contract/event.ts'
import { isObject, type JsonObject } from '../contract/json.ts'
import { type Clock, type Context, readClock } from './event/clock.ts'
import { derivedTags } from './event/derived-tags.ts'
import { readLevel } from './event/levels.ts'
import { type Message, readMessage } from './event/message.ts'
import { readPlatform } from './event/platform.ts'
import { readSecurity } from './event/security.ts'
import { readTags, type Tag } from './event/tags.ts'
import { readUser } from './event/user.ts'
import { readFingerprint } from './grouping/fingerprint.ts'
import { readToldValues, type ToldValue } from './grouping/told-values.ts'
import { bounds } from './reading/bounds.ts'
import type { Reading } from './reading/reading.ts'
import { firstOf } from './reading/shapes.ts'
import { readExceptions } from './stack/exceptions.ts'
import { readImages } from './stack/images.ts'
import { joinStacks } from './stack/stacks.ts'
import { readThreads } from './stack/threads.ts'

type Shown = 'breadcrumbs' | 'request' | 'contexts' | 'extra' | 'modules' | 'sdk' | 'remarks' | 'message'

/** What an event is counted by: everything about it that is not merely shown. */
export interface Outline extends Omit<Event, Shown> {
  readonly message: Message | null
  readonly told: readonly ToldValue[]
}

export function readOutline(
  event: JsonObject,
  context: Context,
  reading: Reading,
): { outline: Outline; clock: Clock } {
  reading.platform = readPlatform(event, reading)
  reading.images = readImages(event['debug_meta'])
  const clock = readClock(event['timestamp'], context, reading)
  const message = readMessage(event, reading)
  const read = {
    id: context.id,
    happenedAt: clock.happenedAt,
    receivedAt: context.receivedAt,
    level: readLevel(event['level'], 'level', reading) ?? 'error',
    ...readNames(event, reading),
    message,
    ...readStacks(event, message, reading),
    user: readUser(event, reading),
    fingerprint: readFingerprint(event, reading),
    security: readSecurity(event, reading),
  }
  const tagged = { ...read, tags: readAllTags(event, read, reading) }
  return { outline: { ...tagged, told: readToldValues(event, tagged) }, clock }
}

function readNames(event: JsonObject, reading: Reading) {
  return {
    platform: reading.platform,
    logger: reading.word(event['logger'], 'logger'),
    transaction: reading.word(firstOf(event, 'transaction', 'culprit'), 'transaction', bounds.path),
    release: releaseOf(event, reading),
    dist: reading.word(event['dist'], 'dist'),
    environment: reading.word(event['environment'], 'environment'),
    serverName: reading.word(event['server_name'], 'server_name'),
  }
}

function releaseOf(event: JsonObject, reading: Reading): string | null {
  const sent = event['release']
  return reading.word(isObject(sent) ? firstOf(sent, 'version', 'name', 'id') : sent, 'release')
}

function readStacks(event: JsonObject, message: Message | null, reading: Reading) {
  const exceptions = readExceptions(event, reading)
  // If an exception has a stack of its own, other threads' stacks are only shown, and there may be many.
  const isEnough = !reading.isWhole && exceptions.some(({ frames }) => frames.length > 0)
  return joinStacks(
    { exceptions, threads: isEnough ? [] : readThreads(event, { exceptions, message }, reading) },
    reading.platform,
  )
}

function readAllTags(event: JsonObject, outline: Omit<Outline, 'tags' | 'told'>, reading: Reading): Tag[] {
  const tags = readTags(event, reading)
  const keys = new Set(tags.map(([key]) => key))
  return [...tags, ...derivedTags(event, outline, reading).filter(([key]) => !keys.has(key))]
}
