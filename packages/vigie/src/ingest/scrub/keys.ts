import { limits } from './limits.ts'
import { placing } from './places.ts'
import { type CompiledRules, decide, type Known, keep } from './rules.ts'
import { cleanWithin } from './text.ts'

/** Of which `filterParams`, `trimFrames` and `filterNamed` speak. */
const neighbours = new Set(['params', 'frames', 'value'])

export function judgeKey(key: string, rules: CompiledRules): Known {
  const known = rules.keys.get(key)
  if (known !== undefined) return known
  const verdict = rules.verdicts.get(key) ?? decide(key, rules)
  const name = keptName(key, rules)
  const isPlain = name === key && (verdict === 'open' || verdict === 'address') && !placing.has(key)
  const learned = { verdict, name, isPlain, hasNeighbours: neighbours.has(key) }
  // It stands for itself: what JSON.parse makes of a name is no part of its text.
  keep(rules.keys, key, learned)
  return learned
}

function keptName(name: string, rules: CompiledRules): string {
  const kept = cleanWithin(name, limits.name, { rules, manner: 'prose', secrets: null })
  // As a name of an object it would be its prototype to whoever copies it.
  return kept === '__proto__' ? '[__proto__]' : kept
}
