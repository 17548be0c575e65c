import type { Digested } from '../contract/digested.ts'
import type { Event } from '../contract/event.ts'
import type { Json } from '../contract/json.ts'
import type { Context } from './event/clock.ts'
import { personOf } from './event/user.ts'
import { groupingOf } from './grouping/grouping.ts'
import { normalise } from './normalise.ts'
import { type Outline, readOutline } from './outline.ts'
import { objectOf } from './reading/collections.ts'
import { Reading } from './reading/reading.ts'
import { culpritOf } from './title/culprit.ts'
import { titleOf } from './title/title.ts'

/** The full event is read only for somebody who asks for it: counting needs a fifth of the work. */
export function digest(raw: Json, context: Context): Digestion {
  const reading = new Reading(false)
  const { outline } = readOutline(objectOf(raw, 'event', reading), context, reading)
  return new Digestion(digestedOf(outline), raw, context)
}

/**
 * A class, because a getter in an object of its own is part of that object's shape: V8 would make a shape for each
 * event, and each would keep its event from being collected until the old heap is marked.
 */
class Digestion {
  readonly digested: Digested
  readonly #raw: Json
  readonly #context: Context

  constructor(digested: Digested, raw: Json, context: Context) {
    this.digested = digested
    this.#raw = raw
    this.#context = context
  }

  get event(): Event {
    return normalise(this.#raw, this.#context)
  }
}

function digestedOf(outline: Outline): Digested {
  const { id, happenedAt, receivedAt, level, platform, logger, release, environment, tags } = outline
  return {
    ...{ id, happenedAt, receivedAt, level, platform, logger, release, environment, tags },
    ...titleOf(outline),
    culprit: culpritOf(outline),
    isHandled: isHandled(outline),
    user: personOf(outline.user),
    grouping: groupingOf(outline),
  }
}

/** One exception that nobody handled makes the whole event unhandled. */
function isHandled({ exceptions }: Outline): boolean | null {
  const said = exceptions.map(({ mechanism }) => mechanism?.isHandled ?? null)
  if (said.includes(false)) return false
  return said.includes(true) ? true : null
}
