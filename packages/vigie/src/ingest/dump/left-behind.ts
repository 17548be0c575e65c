import { isObject } from '../../contract/json.ts'
import type { Fields } from '../body/json.ts'
import { limits } from '../limits.ts'
import { unpacked } from './msgpack.ts'

/** What the native client writes to disk while the program runs; its crash handler sends it beside the dump. */
export const leftBehind: Readonly<Record<string, number>> = {
  '__sentry-event': limits.event,
  '__sentry-breadcrumb1': limits.small,
  '__sentry-breadcrumb2': limits.small,
}

/** Release, user, tags and breadcrumbs, as an event. */
export function eventLeftBehind(file: (name: string) => Buffer): Fields {
  const event = unpacked(file('__sentry-event'))[0]
  const crumbs = crumbsIn(file('__sentry-breadcrumb1'), file('__sentry-breadcrumb2'))
  return {
    ...(isObject(event) ? event : {}),
    ...(crumbs.length > 0 ? { breadcrumbs: { values: crumbs } } : {}),
  }
}

/**
 * Two files that are written in turn: when one is full the other begins anew. No more is read than one of them holds.
 */
function crumbsIn(...files: readonly Buffer[]): readonly unknown[] {
  const [older = [], newer = []] = files
    .map(unpacked)
    .sort((one, other) => (lastAt(one) < lastAt(other) ? -1 : 1))
  return [...older, ...newer].slice(-Math.max(older.length, newer.length))
}

function lastAt(crumbs: readonly unknown[]): string {
  const last = crumbs.at(-1)
  return isObject(last) ? String(last['timestamp']) : ''
}
