import { limits } from './limits.ts'

/** What is known of a part of the payload by where it stands. */
export interface Place {
  readonly kind: 'root' | 'any' | 'entries' | 'modules' | 'fingerprint' | 'source' | 'message' | 'cookies'
  /** Of a text in it, in characters. */
  readonly longest: number
  /** Of an object or a list in it. */
  readonly entries: number
  readonly budget: Budget | null
}

/** Characters that are left to one entry of `extra`, and to all of them. */
export interface Budget {
  left: number
  readonly inAll: { left: number }
}

const any: Place = { kind: 'any', longest: limits.text, entries: limits.entries, budget: null }
const message: Place = { ...any, kind: 'message', longest: limits.message }
const tags: Place = { ...any, longest: limits.tag, entries: limits.tags }
const modules: Place = { ...any, kind: 'modules', longest: limits.tag }
const fingerprint: Place = { ...any, kind: 'fingerprint', longest: limits.message }
const source: Place = { ...any, kind: 'source', longest: limits.sourceLine }
const cookies: Place = { ...any, kind: 'cookies', longest: limits.text }

export const root: Place = { ...any, kind: 'root', longest: limits.message }

/** Names that say of what is under them where it stands. */
export const placing: ReadonlySet<string> = new Set([
  'context_line',
  'pre_context',
  'post_context',
  'message',
  'formatted',
])

/** Of what stands under a name in an object that stands at `within`. */
export function placeOf(name: string, within: Place): Place {
  if (within.kind === 'root') return rootPlace(name)
  if (within.kind === 'entries') return entry(within)
  if (within.budget === null && placing.has(name))
    return name.endsWith('t') || name.endsWith('_line') ? source : message
  return within.kind === 'any' ? within : { ...any, budget: within.budget }
}

export function cookiesWithin(within: Place): Place {
  return within.budget === null ? cookies : { ...cookies, budget: within.budget }
}

function rootPlace(name: string): Place {
  switch (name) {
    case 'tags':
      return tags
    case 'modules':
      return modules
    case 'fingerprint':
      return fingerprint
    case 'message':
    case 'logentry':
    case 'sentry.interfaces.Message':
      return message
    case 'extra':
    case 'contexts':
      return entries(limits.inAll)
    default:
      return any
  }
}

function entries(inAll: number): Place {
  return { ...any, kind: 'entries', budget: { left: limits.each, inAll: { left: inAll } } }
}

function entry({ budget }: Place): Place {
  return budget === null ? any : { ...any, budget: { left: limits.each, inAll: budget.inAll } }
}
