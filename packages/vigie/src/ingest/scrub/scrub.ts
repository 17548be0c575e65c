import type { Json } from '../../contract/json.ts'
import { isCardNumber } from './card.ts'
import { ellipsis, filtered, limits, tooDeep } from './limits.ts'
import type { NameVerdict } from './names.ts'
import { type Budget, cookiesWithin, type Place, placeOf, root } from './places.ts'
import { type CompiledRules, judgeKey, judgeName } from './rules.ts'
import { cleanWithin, cut } from './text.ts'
import { isMeasure } from './values.ts'

type Container = unknown[] | Record<string, unknown>

interface Task {
  readonly container: Container
  readonly place: Place
  readonly depth: number
}

interface Walk {
  readonly rules: CompiledRules
  readonly tasks: Task[]
  nodes: number
}

interface Where {
  readonly place: Place
  readonly depth: number
  readonly walk: Walk
}

/**
 * What JSON.parse made of a stranger's bytes, without secrets and within bounds. It is changed in place. Breadth first
 * over a list of its own, since a stranger decides the depth; what is beyond the bounds is the deepest then.
 */
export function scrub(value: unknown, rules: CompiledRules): Json {
  const walk: Walk = { rules, tasks: [], nodes: 0 }
  const clean = cleanValue(value, { place: root, depth: 0, walk })
  // The list grows while it is walked.
  for (let at = 0; at < walk.tasks.length; at++) {
    const task = walk.tasks[at]
    if (task !== undefined) cleanContainer(task, walk)
  }
  return clean as Json
}

function cleanValue(value: unknown, where: Where): unknown {
  if (typeof value === 'string') return cleanString(value, where)
  if (typeof value === 'number') return value > 1e12 && isCardNumber(String(value)) ? filtered : value
  if (typeof value !== 'object' || value === null) return value ?? null
  if (where.depth >= limits.depth || where.walk.nodes >= limits.nodes) return tooDeep
  where.walk.tasks.push({ container: value as Container, place: where.place, depth: where.depth })
  return value
}

function cleanString(value: string, { place, walk }: Where): string {
  if (value.length < 3 && !value.includes('\0')) return value
  const manner = place.kind === 'source' ? 'code' : 'prose'
  const clean = cleanWithin(value, place.longest, { rules: walk.rules, manner })
  return place.budget === null ? clean : spend(clean, place.budget)
}

function spend(text: string, budget: Budget): string {
  const left = Math.min(budget.left, budget.inAll.left)
  const kept = left <= 0 ? ellipsis : cut(text, Math.max(left, 2))
  budget.left -= kept.length
  budget.inAll.left -= kept.length
  return kept
}

function cleanContainer({ container, place, depth }: Task, walk: Walk): void {
  const inside = { place, depth: depth + 1, walk }
  if (Array.isArray(container)) cleanList(container, inside)
  else cleanObject(container, inside)
}

function cleanList(list: unknown[], where: Where): void {
  const { walk, place } = where
  if (list.length > limits.entries) list.length = limits.entries
  walk.nodes += list.length
  if (place.kind === 'cookies') filterCookies(list)
  else if (place.kind !== 'fingerprint') filterPair(list, walk.rules)
  for (let at = 0; at < list.length; at++) list[at] = cleanValue(list[at], where)
}

/** Pairs keep their names; what is no pair may be `name=value`. */
function filterCookies(list: unknown[]): void {
  const isPair = list.length === 2 && typeof list[0] === 'string'
  for (let at = isPair ? 1 : 0; at < list.length; at++) {
    if (typeof list[at] !== 'object' || isPair) list[at] = filtered
  }
}

/** `["Authorization", "Bearer …"]`, as headers, tags and forms are sent; and `--password hunter2` of a command line. */
function filterPair(list: unknown[], rules: CompiledRules): void {
  const [name] = list
  if (list.length === 2 && typeof name === 'string') list[1] = byVerdict(judgeName(name, rules), list[1])
  else if (list.length > 2) filterArguments(list, rules)
}

function filterArguments(list: unknown[], rules: CompiledRules): void {
  for (let at = 0; at + 1 < list.length; at++) {
    const option = list[at]
    if (typeof option !== 'string' || !option.startsWith('--') || option.length > 64) continue
    if (!option.includes('=')) list[at + 1] = byVerdict(judgeName(option, rules), list[at + 1])
  }
}

function cleanObject(object: Record<string, unknown>, where: Where): void {
  const { walk, place, depth } = where
  let count = 0
  let isUnclean = false
  for (const name in object) {
    if (++count > limits.entries) {
      delete object[name]
      continue
    }
    const known = judgeKey(name, walk.rules)
    if (known.name !== name) isUnclean = true
    const value = filterAt(place, known.verdict, object[name])
    const inside = known.verdict === 'cookies' ? cookiesWithin(place) : placeOf(name, place)
    if (name === 'frames') keepEnds(object)
    object[name] = cleanValue(value, { place: inside, depth, walk })
  }
  walk.nodes += Math.min(count, limits.entries)
  if (object['value'] !== undefined) filterNamed(object, where)
  if (isUnclean) rename(object, walk.rules)
}

function filterAt(place: Place, verdict: NameVerdict, value: unknown): unknown {
  if (place.kind === 'modules' && typeof value === 'string' && /^v?\d[\w.+!-]{0,39}$/.test(value))
    return value
  return place.kind === 'cookies' ? byVerdict('secret', value) : byVerdict(verdict, value)
}

/** `{"key": "password", "value": …}`, as tags and headers are sent too. */
function filterNamed(object: Record<string, unknown>, { walk }: Where): void {
  const name = object['key'] ?? object['name']
  if (typeof name === 'string') object['value'] = byVerdict(judgeName(name, walk.rules), object['value'])
}

/** True, false and nothing are no secrets; a measure keeps its number; of cookies the names stay. */
function byVerdict(verdict: NameVerdict, value: unknown): unknown {
  if (verdict === 'open' || verdict === 'address') return value
  if (value === null || value === undefined || typeof value === 'boolean') return value
  if (verdict === 'cookies' && typeof value === 'object') return value
  if (verdict === 'measure') {
    if (typeof value === 'number') return value
    if (typeof value === 'string' && isMeasure(value)) return value
  }
  if (typeof value === 'string' && /^(?:|none|null|undefined|true|false|'')$/i.test(value)) return value
  return filtered
}

function rename(object: Record<string, unknown>, rules: CompiledRules): void {
  for (const [name, value] of Object.entries(object)) {
    const kept = judgeKey(name, rules).name
    if (kept === name) continue
    delete object[name]
    object[kept] = value
  }
}

/** Of a stack that is deeper than is kept, its outermost frames and its innermost ones, and which are left out. */
function keepEnds(stack: Record<string, unknown>): void {
  const frames = stack['frames']
  if (!Array.isArray(frames) || frames.length <= limits.frames) return
  const half = limits.frames / 2
  stack['frames_omitted'] = [half, frames.length - half]
  frames.splice(half, frames.length - limits.frames)
}
