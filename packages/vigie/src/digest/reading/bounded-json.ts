import type { Json, JsonObject } from '../../contract/json.ts'
import { bounds } from './bounds.ts'
import { clean } from './clean.ts'

/** The same value if it is within bounds; otherwise one that is, in which deep, long and wide parts end in `…`. */
export function boundedJson(value: Json): Json {
  return cut(value, { nodes: bounds.nodes, text: bounds.text }, bounds.depth)
}

interface Budget {
  nodes: number
  text: number
}

function cut(value: Json, budget: Budget, depth: number): Json {
  budget.nodes -= 1
  if (typeof value === 'string') return cutText(value, budget)
  if (value === null || typeof value !== 'object') return value
  if (depth === 0) return '…'
  return Array.isArray(value) ? cutList(value, budget, depth) : cutObject(value as JsonObject, budget, depth)
}

function cutText(text: string, budget: Budget): string {
  const room = Math.max(budget.text, 0)
  budget.text -= text.length
  return text.length <= room ? clean(text) : `${clean(text.slice(0, room))}…`
}

function cutList(list: readonly Json[], budget: Budget, depth: number): Json {
  const kept: Json[] = []
  let isSame = true
  for (const item of list) {
    if (isSpent(budget)) return [...kept, '…']
    const part = cut(item, budget, depth - 1)
    isSame &&= part === item
    kept.push(part)
  }
  return isSame ? list : kept
}

function cutObject(object: JsonObject, budget: Budget, depth: number): Json {
  const kept: [string, Json][] = []
  let isSame = true
  for (const key in object) {
    if (isSpent(budget)) return Object.fromEntries([...kept, ['…', '…']])
    const name = cutText(key, budget)
    const item = object[key] as Json
    const part = cut(item, budget, depth - 1)
    isSame &&= part === item && name === key
    kept.push([name, part])
  }
  // Not by assignment, because a key `__proto__` would set the prototype.
  return isSame ? object : Object.fromEntries(kept)
}

function isSpent(budget: Budget): boolean {
  return budget.nodes <= 0 || budget.text <= 0
}
