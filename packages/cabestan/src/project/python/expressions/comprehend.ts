import { tick } from '../machine/machine.ts'
import { branch, type Completion } from '../machine/state.ts'
import type { Clause, Expression } from '../parse/syntax.ts'
import { assign } from '../statements/assign.ts'
import { distinct, mergedEntries } from '../things/entries.ts'
import { visible } from '../things/iterate.ts'
import { dict, type Frame, list, made, type Pair, scope, type Thing, unknown } from '../things/thing.ts'
import { truth } from '../things/truth.ts'
import { fold } from './fold.ts'

type Comprehension = Extract<Expression, { readonly type: 'comprehension' }>

interface Gathered {
  readonly pairs: Pair[]
  readonly items: Thing[]
  /** What was iterated, and what decided: an empty list too was made from something. */
  readonly sources: Thing[]
  open: boolean
}

export function comprehend(frame: Frame, expression: Comprehension): Thing {
  const inner: Frame = { ...frame, scope: scope('function', frame.scope) }
  const gathered: Gathered = { pairs: [], items: [], sources: [], open: false }
  const [first] = expression.clauses
  // Python evaluates it outside: in a class, only this part sees the names of the class.
  const outermost = first ? fold(frame, first.iterable) : null
  clause(inner, expression, { gathered, at: 0, outermost })
  return made(result(expression, gathered), ...gathered.sources)
}

function result({ flavour }: Comprehension, { pairs, items, open }: Gathered): Thing {
  if (flavour === 'dict') return dict(mergedEntries([], pairs), open)
  return flavour === 'set' ? list(distinct(items), 'set', open) : list(items, 'list', open)
}

interface Progress {
  readonly gathered: Gathered
  readonly at: number
  readonly outermost: Thing | null
}

function clause(frame: Frame, expression: Comprehension, progress: Progress): void {
  const current = expression.clauses[progress.at]
  if (!current) {
    gather(frame, expression, progress.gathered)
    return
  }
  const iterable = progress.outermost ?? fold(frame, current.iterable)
  const { items, open } = visible(frame, iterable)
  progress.gathered.sources.push(iterable)
  progress.gathered.open ||= open
  for (const item of items) {
    tick(frame.machine)
    assign(frame, current.target, item)
    const holds = conditions(frame, current, progress.gathered.sources)
    if (holds === null) progress.gathered.open = true
    else if (holds) clause(frame, expression, { ...progress, at: progress.at + 1, outermost: null })
  }
  if (open && items.length === 0) unseen(frame, expression, { at: progress.at, iterable })
}

/** Items that are not known yet all read the same keys; a list from the environment has at least one item. */
function unseen(
  frame: Frame,
  expression: Comprehension,
  { at, iterable }: { readonly at: number; readonly iterable: Thing },
): void {
  const current = expression.clauses[at]
  if (!current) return
  const gathered: Gathered = { pairs: [], items: [], sources: [], open: false }
  const one = (): Completion => {
    assign(frame, current.target, made(unknown('an item that is not known'), iterable))
    clause(frame, expression, { gathered, at: at + 1, outermost: null })
    return 'normal'
  }
  const isCertain = (iterable.via ?? []).length > 0 && current.conditions.length === 0
  if (isCertain) one()
  else branch(frame.machine, [one, () => 'normal'])
}

function conditions(frame: Frame, { conditions }: Clause, sources: Thing[]): boolean | null {
  const answers = conditions.map((condition) => fold(frame, condition))
  sources.push(...answers)
  const truths = answers.map(truth)
  if (truths.includes(false)) return false
  return truths.includes(null) ? null : true
}

function gather(frame: Frame, { key, element }: Comprehension, gathered: Gathered): void {
  if (gathered.items.length + gathered.pairs.length >= 5000) return
  const value = fold(frame, element)
  if (key) gathered.pairs.push([fold(frame, key), value])
  else gathered.items.push(value)
}
