import type { Breadcrumb } from '../../contract/event.ts'
import { isObject, type Json, type JsonObject } from '../../contract/json.ts'
import { bounds } from '../reading/bounds.ts'
import { listOf, namedOf } from '../reading/collections.ts'
import type { Reading } from '../reading/reading.ts'
import { firstOf } from '../reading/shapes.ts'
import { timeOf } from '../reading/times.ts'
import { readLevel } from './levels.ts'

/** The latest of them, oldest first. */
export function readBreadcrumbs(event: JsonObject, shift: number, reading: Reading): readonly Breadcrumb[] {
  const sent = listOf(firstOf(event, 'breadcrumbs', 'sentry.interfaces.Breadcrumbs'), 'breadcrumbs', reading)
  if (sent.length > bounds.breadcrumbs) reading.note('shortened', 'breadcrumbs')
  return sent.slice(-bounds.breadcrumbs).flatMap((value) => readBreadcrumb(value, shift, reading))
}

function readBreadcrumb(value: Json, shift: number, reading: Reading): Breadcrumb[] {
  if (value === null) return []
  if (typeof value === 'string') return readBreadcrumb({ message: value }, shift, reading)
  if (!isObject(value)) {
    reading.note('unreadable', 'breadcrumbs')
    return []
  }
  return [breadcrumbOf(value, shift, reading)]
}

function breadcrumbOf(sent: JsonObject, shift: number, reading: Reading): Breadcrumb {
  const at = timeOf(sent['timestamp'])
  return {
    at: at === null ? null : at + shift,
    type: reading.word(sent['type'], 'breadcrumb.type'),
    category: reading.word(sent['category'], 'breadcrumb.category'),
    level: readLevel(sent['level'], 'breadcrumb.level', reading),
    message: reading.word(sent['message'], 'breadcrumb.message', bounds.message),
    data: namedOf(sent['data'], 'breadcrumb.data', reading),
  }
}
