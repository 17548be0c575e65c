import type { Json } from '../../contract/json.ts'
import { isCardNumber } from './card.ts'
import { filterShortOption } from './command-lines.ts'
import { remember, type Secrets, takeOutEchoes } from './echo.ts'
import { judgeKey } from './keys.ts'
import { ellipsis, filtered, limits, tooDeep } from './limits.ts'
import { filterParams } from './log-params.ts'
import type { NameVerdict } from './names.ts'
import { type Budget, cookiesWithin, type Place, placeOf, root } from './places.ts'
import { filterWords } from './programs.ts'
import { type CompiledRules, judgeName, type Known } from './rules.ts'
import { cleanWithin, cut, type Reading } from './text.ts'
import { type Cut, nothingCut, tellCut, trimBreadcrumbs, trimFrames } from './trim.ts'
import { isHarmless, isMeasure, isOpaque } from './values.ts'

type Container = unknown[] | Record<string, unknown>

interface Walk {
  readonly rules: CompiledRules
  readonly prose: Reading
  readonly code: Reading
  /** The containers that came by, each with where it stands in `wheres`: two lists are cheaper than one of pairs. */
  readonly containers: Container[]
  readonly wheres: Where[]
  readonly secrets: Secrets
  readonly cut: Cut
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
  const walk = walkWith(rules)
  trimBreadcrumbs(value, walk.cut)
  const clean = cleanValue(value, { place: root, depth: 0, walk })
  // The list grows while it is walked.
  for (let at = 0; at < walk.containers.length; at++) cleanContainer(walk.containers[at], walk.wheres[at])
  takeOutEchoes(walk.containers, (at) => walk.wheres[at]?.place.kind === 'source', walk.secrets)
  tellCut(clean, walk.cut)
  return clean as Json
}

function walkWith(rules: CompiledRules): Walk {
  const secrets: Secrets = new Set()
  return {
    rules,
    prose: { rules, manner: 'prose', secrets },
    code: { rules, manner: 'code', secrets },
    containers: [],
    wheres: [],
    secrets,
    cut: nothingCut(),
    nodes: 0,
  }
}

function cleanValue(value: unknown, where: Where): unknown {
  if (typeof value === 'string') return cleanString(value, where)
  if (typeof value === 'number') return value > 1e12 && isCardNumber(value) ? filtered : value
  if (typeof value !== 'object' || value === null) return value ?? null
  const { walk, depth, place } = where
  if (depth >= limits.depth || walk.nodes >= limits.nodes) {
    walk.cut.levels++
    return tooDeep
  }
  walk.containers.push(value as Container)
  walk.wheres.push({ place, depth: depth + 1, walk })
  return value
}

function cleanString(value: string, { place, walk }: Where): string {
  if (value.length < shortest && !value.includes('\0')) return value
  if (value.length > place.longest) walk.cut.texts++
  const clean = cleanWithin(value, place.longest, place.kind === 'source' ? walk.code : walk.prose)
  return place.budget === null ? clean : spend(clean, place.budget, walk)
}

/** No secret with its name, and none without one, is shorter. */
const shortest = 6

function spend(text: string, budget: Budget, walk: Walk): string {
  const left = Math.min(budget.left, budget.inAll.left)
  const kept = left <= 0 ? ellipsis : cut(text, Math.max(left, 2))
  if (kept.length < text.length) walk.cut.texts++
  budget.left -= kept.length
  budget.inAll.left -= kept.length
  return kept
}

function cleanContainer(container: Container | undefined, where: Where | undefined): void {
  if (container === undefined || where === undefined) return
  if (Array.isArray(container)) cleanList(container, where)
  else cleanObject(container, where)
}

function cleanList(list: unknown[], where: Where): void {
  const { walk, place } = where
  if (list.length > place.entries) walk.cut.entries += list.splice(place.entries).length
  walk.nodes += list.length
  if (place.kind === 'cookies') filterCookies(list)
  else if (place.kind !== 'fingerprint' && place.kind !== 'source') filterPair(list, walk)
  for (let at = 0; at < list.length; at++) list[at] = cleanValue(list[at], where)
}

/** Pairs keep their names; what is no pair may be `name=value`. */
function filterCookies(list: unknown[]): void {
  const isPair = list.length === 2 && typeof list[0] === 'string' && list[0] !== filtered
  for (let at = isPair ? 1 : 0; at < list.length; at++) {
    const value = list[at]
    const isScalar = typeof value === 'string' || typeof value === 'number'
    if (isScalar || (isPair && typeof value === 'object' && value !== null)) list[at] = filtered
  }
}

/** `["Authorization", "Bearer …"]`, as headers, tags and forms are sent; and `--password hunter2` of a command line. */
function filterPair(list: unknown[], walk: Walk): void {
  const [name] = list
  if (list.length < 2 || typeof name !== 'string') return
  if (list.length === 2) list[1] = byVerdict(judgeName(name, walk.rules), list[1], walk)
  else filterArguments(list, walk)
  filterWords(list, filtered)
}

function filterArguments(list: unknown[], walk: Walk): void {
  for (let at = 0; at + 1 < list.length; at++) {
    const option = list[at]
    if (typeof option !== 'string' || !option.startsWith('-') || option.length > 64 || option.includes('='))
      continue
    filterShortOption(list, at)
    list[at + 1] = byVerdict(judgeName(option, walk.rules), list[at + 1], walk)
  }
}

function cleanObject(object: Record<string, unknown>, where: Where): void {
  const { walk, place } = where
  let count = 0
  let isUnclean = false
  let hasNeighbours = false
  for (const name in object) {
    if (++count > place.entries) {
      delete object[name]
      continue
    }
    const known = judgeKey(name, walk.rules)
    const value = object[name]
    const clean =
      known.isPlain && place.kind === 'any' ? cleanValue(value, where) : cleanMember(value, known, where)
    if (clean !== value) object[name] = clean
    if (known.name !== name) isUnclean = true
    if (known.hasNeighbours) hasNeighbours = true
  }
  walk.nodes += count
  walk.cut.entries += Math.max(0, count - place.entries)
  if (hasNeighbours) cleanTogether(object, walk)
  if (isUnclean) rename(object, walk.rules)
}

/** What is under these names was not walked yet: only noted. */
function cleanTogether(object: Record<string, unknown>, walk: Walk): void {
  filterParams(object, walk.rules, walk.secrets)
  trimFrames(object, walk.cut)
  filterNamed(object, walk)
}

function cleanMember(value: unknown, { name, verdict }: Known, where: Where): unknown {
  const { place, walk } = where
  const inside = verdict === 'cookies' ? cookiesWithin(place) : placeOf(name, place)
  return cleanValue(filterAt(place, value, { verdict, walk }), within(where, inside))
}

function within(where: Where, place: Place): Where {
  return place === where.place ? where : { place, depth: where.depth, walk: where.walk }
}

interface Judged {
  readonly verdict: NameVerdict
  readonly walk: Walk
}

function filterAt(place: Place, value: unknown, { verdict, walk }: Judged): unknown {
  if (place.kind === 'modules' && typeof value === 'string' && version.test(value)) return value
  return byVerdict(place.kind === 'cookies' ? 'secret' : verdict, value, walk)
}

/** Packages are called `google-auth` and `django-session-timeout`. */
const version = /^v?\d[\w.+!-]{0,39}$/

/** `{"key": "password", "value": …}`, as tags and headers are sent too. */
function filterNamed(object: Record<string, unknown>, walk: Walk): void {
  const name = object['key'] ?? object['name']
  if (typeof name === 'string' && object['value'] !== undefined)
    object['value'] = byVerdict(judgeName(name, walk.rules), object['value'], walk)
}

/** True, false and nothing are no secrets; a measure keeps its number; of cookies the names stay. */
function byVerdict(verdict: NameVerdict, value: unknown, walk: Walk): unknown {
  if (verdict === 'open' || verdict === 'address') return value
  if (value === null || value === undefined || typeof value === 'boolean') return value
  if (verdict === 'cookies' && typeof value === 'object') return value
  if ((verdict === 'measure' || verdict === 'opaque') && typeof value === 'number') return value
  if (typeof value === 'string') {
    if (verdict === 'opaque' && !isOpaque(value)) return value
    if (isHarmless(value) || (verdict === 'measure' && isMeasure(value))) return value
    remember(walk.secrets, value)
  }
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
