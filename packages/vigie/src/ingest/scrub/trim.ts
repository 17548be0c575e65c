import { isObject } from '../../contract/json.ts'
import { limits } from './limits.ts'

/** How much was left out for the bounds: it is told under this name at the top of a payload. */
const cutName = '_vigie'

export interface Cut {
  frames: number
  breadcrumbs: number
  /** Of lists and dictionaries that have too many. */
  entries: number
  /** Lists and dictionaries within too many others. */
  levels: number
  /** Texts that lost their end. */
  texts: number
}

export function nothingCut(): Cut {
  return { frames: 0, breadcrumbs: 0, entries: 0, levels: 0, texts: 0 }
}

/** Of a stack that is deeper than is kept, its outermost frames and its innermost ones, and which are left out. */
export function trimFrames(stack: Record<string, unknown>, cut: Cut): void {
  const frames = stack['frames']
  if (!Array.isArray(frames) || frames.length <= limits.frames) return
  const half = limits.frames / 2
  stack['frames_omitted'] = [half, frames.length - half]
  cut.frames += frames.splice(half, frames.length - limits.frames).length
}

/** The newest: what happened last before the event. */
export function trimBreadcrumbs(payload: unknown, cut: Cut): void {
  if (typeof payload !== 'object' || payload === null) return
  const breadcrumbs: unknown = (payload as Record<string, unknown>)['breadcrumbs']
  const list = Array.isArray(breadcrumbs)
    ? breadcrumbs
    : (breadcrumbs as { values?: unknown } | null | undefined)?.values
  if (Array.isArray(list) && list.length > limits.breadcrumbs)
    cut.breadcrumbs += list.splice(0, list.length - limits.breadcrumbs).length
}

/** What was told before, by us or by whoever sent it, stays as far as it is numbers. */
export function tellCut(payload: unknown, cut: Cut): void {
  if (!isObject(payload)) return
  const root = payload
  const former = root[cutName]
  const before = isObject(former) ? former : {}
  const told = Object.entries(cut).flatMap(([name, count]) => {
    const sum = count + counted(before[name])
    return sum === 0 ? [] : [[name, sum]]
  })
  if (told.length > 0) root[cutName] = Object.fromEntries(told)
  else delete root[cutName]
}

function counted(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0
}
