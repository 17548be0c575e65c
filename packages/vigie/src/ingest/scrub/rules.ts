import type { ScrubRules } from '../../contract/project.ts'
import { gluedName, type NameVerdict, verdictOf } from './names.ts'
import { compilePatterns } from './patterns.ts'

export interface CompiledRules {
  /** What they were compiled of, for whoever has to do it again: in another thread. */
  readonly sources: readonly ScrubRules[]
  /** Finds the owner’s own fields in a text. */
  readonly own: RegExp | null
  readonly patterns: readonly RegExp[]
  readonly fields: readonly string[]
  readonly keep: ReadonlySet<string>
  readonly addresses: boolean
  /** What was decided of names that came by: in texts, and of objects. */
  readonly verdicts: Map<string, NameVerdict>
  readonly keys: Map<string, Known>
}

export interface Known {
  readonly verdict: NameVerdict
  /** The name as it may be kept: a name is a stranger’s text as well, it may hold an address with its password. */
  readonly name: string
  /** What it holds is judged by nothing but itself: as of nearly all. */
  readonly isPlain: boolean
  /** Besides, it is looked at together with its neighbours. */
  readonly hasNeighbours: boolean
}

/** The server's rules and a project's: what any of them takes out goes. */
export function compileRules(rules: readonly ScrubRules[]): CompiledRules {
  const fields = rules.flatMap((each) => each.fields.map(gluedName)).filter((field) => field !== '')
  return {
    sources: rules,
    own: fields.length === 0 ? null : anyOf(fields),
    patterns: compilePatterns(rules.flatMap((each) => each.patterns)),
    fields,
    keep: new Set(rules.flatMap((each) => each.keep.map(gluedName))),
    addresses: rules.some((each) => each.addresses),
    verdicts: new Map(),
    keys: new Map(),
  }
}

function anyOf(fields: readonly string[]): RegExp {
  const spelt = fields.map((field) => [...field].join('[^\\p{L}\\p{N}]?'))
  return new RegExp(spelt.join('|'), 'giu')
}

const mostKnown = 4_096
const longestKnown = 128

export function judgeName(name: string, rules: CompiledRules): NameVerdict {
  const known = rules.verdicts.get(name)
  if (known !== undefined) return known
  const verdict = decide(name, rules)
  // A part of a long text keeps all of it in memory: a few thousand names would hold some dozen megabytes.
  keep(rules.verdicts, copied(name), verdict)
  return verdict
}

/** Whether what stands behind the name goes whole, whatever it is. */
export function isSecret(name: string, rules: CompiledRules): boolean {
  const verdict = judgeName(name, rules)
  return verdict === 'secret' || verdict === 'cookies'
}

/** Strangers choose the names: full of theirs, it starts anew. */
export function keep<Value>(memory: Map<string, Value>, name: string, value: Value): void {
  if (name.length > longestKnown) return
  if (memory.size >= mostKnown) memory.clear()
  memory.set(name, value)
}

function copied(name: string): string {
  return name.split('').join('')
}

export function decide(name: string, rules: CompiledRules): NameVerdict {
  const glued = gluedName(name)
  if (rules.fields.some((field) => glued.includes(field))) return 'secret'
  if (rules.keep.has(glued)) return 'open'
  const verdict = verdictOf(name)
  if (verdict === 'address') return rules.addresses ? 'secret' : 'open'
  return verdict === 'cookies' && rules.addresses ? 'secret' : verdict
}
