import { join, same, sameContents } from '../things/join.ts'
import { type Cell, type Content, type Frame, type Scope, type Thing, unknown } from '../things/thing.ts'
import { Exhausted, type Machine, note, Raised, spend } from './machine.ts'

/** The former value of every name and cell that was changed since. */
export interface Log {
  readonly names: Map<Map<string, Thing>, Map<string, Thing | undefined>>
  readonly cells: Map<Cell, readonly Content[]>
}

export type Completion = 'normal' | 'return' | 'break' | 'continue'

export function setName(
  machine: Machine,
  names: Map<string, Thing>,
  name: string,
  thing: Thing | undefined,
): void {
  const logged = machine.log?.names.get(names) ?? new Map<string, Thing | undefined>()
  if (!logged.has(name)) logged.set(name, names.get(name))
  machine.log?.names.set(names, logged)
  if (thing) names.set(name, thing)
  else names.delete(name)
}

export function setContents(machine: Machine, cell: Cell, contents: readonly Content[]): void {
  const [first] = contents
  // Every change copies what is held.
  spend(machine, (first ? sizeOf(first) : 0) / 50)
  if (machine.log && !machine.log.cells.has(cell)) machine.log.cells.set(cell, cell.contents)
  cell.contents = contents
}

function sizeOf(content: Content): number {
  if (content.type === 'native') return 0
  return content.type === 'list' ? content.items.length : content.entries.length
}

/** Everything that it does is undone; what it read from the environment is recorded as not reached. */
export function dry(machine: Machine, frame: Frame, run: () => void): void {
  const outermost = machine.reached !== 'no'
  if (!outermost && machine.calls > 3) return
  const { reached, returned } = { reached: machine.reached, returned: frame.returned.length }
  machine.reached = 'no'
  try {
    undone(machine, run)
  } catch (error) {
    if (!(error instanceof Raised) && !(error instanceof Exhausted && outermost)) throw error
  } finally {
    machine.reached = reached
    frame.returned.length = returned
  }
}

/** Each of these may happen: afterwards every name is whatever those that continue have made of it. */
export function branch(machine: Machine, runs: readonly (() => Completion)[]): Completion {
  const reached = machine.reached
  if (reached === 'yes') machine.reached = 'perhaps'
  const outcomes = runs.map((run) => outcome(machine, run))
  machine.reached = reached
  const alive = outcomes.filter(({ end }) => end !== 'return' && !(end instanceof Raised))
  if (alive.length > 0) {
    merge(
      machine,
      alive.map(({ after }) => after),
    )
    for (const { end } of outcomes) if (end instanceof Raised) remember(machine, end)
    return 'normal'
  }
  const returning = outcomes.filter(({ end }) => end === 'return')
  merge(
    machine,
    returning.map(({ after }) => after),
  )
  if (returning.length > 0) return 'return'
  const raised = outcomes.find(({ end }) => end instanceof Raised)?.end
  if (raised instanceof Raised) throw raised
  return 'normal'
}

function remember(machine: Machine, raised: Raised): void {
  if (machine.reached === 'no') return
  const reached = machine.reached
  machine.reached = 'perhaps'
  note(machine, { type: 'raises', what: raised.message, place: raised.at })
  machine.reached = reached
}

interface Outcome {
  readonly end: Completion | Raised
  readonly after: Log
}

function outcome(machine: Machine, run: () => Completion): Outcome {
  let end: Completion | Raised = 'normal'
  const after = undone(machine, () => {
    try {
      end = run()
    } catch (error) {
      if (!(error instanceof Raised)) throw error
      end = error
    }
  })
  return { end, after }
}

/** The state as the run left it, while the state itself is as before. */
function undone(machine: Machine, run: () => void): Log {
  const outer = machine.log
  const log: Log = { names: new Map(), cells: new Map() }
  machine.log = log
  try {
    run()
  } finally {
    machine.log = outer
    swap(log)
  }
  return log
}

/** Exchanges the present values with the former ones. */
function swap(log: Log): void {
  for (const [names, before] of log.names) {
    for (const [name, thing] of before) {
      before.set(name, names.get(name))
      if (thing) names.set(name, thing)
      else names.delete(name)
    }
  }
  for (const [cell, before] of log.cells) {
    log.cells.set(cell, cell.contents)
    cell.contents = before
  }
}

function merge(machine: Machine, logs: readonly Log[]): void {
  for (const names of new Set(logs.flatMap((log) => [...log.names.keys()]))) {
    for (const name of new Set(logs.flatMap((log) => [...(log.names.get(names)?.keys() ?? [])]))) {
      const ends = logs.map((log) => {
        const changed = log.names.get(names)
        return changed?.has(name) ? changed.get(name) : names.get(name)
      })
      setName(machine, names, name, joinedNames(ends))
    }
  }
  for (const cell of new Set(logs.flatMap((log) => [...log.cells.keys()]))) {
    const ends = logs.flatMap((log) => log.cells.get(cell) ?? cell.contents)
    setContents(machine, cell, different(ends))
  }
}

function joinedNames(ends: readonly (Thing | undefined)[]): Thing | undefined {
  if (ends.every((end) => end === undefined)) return undefined
  const [first] = ends
  if (first && ends.every((end) => end && same(first, end))) return first
  return join(ends.map((end) => end ?? unknown('not set on every path')))
}

function different(contents: readonly Content[]): readonly Content[] {
  const kept: Content[] = []
  for (const content of contents) {
    if (!kept.some((other) => sameContents([other], [content]))) kept.push(content)
  }
  return kept.slice(0, 8)
}

/** The scope in which a name is found. Names of a class are only visible in its own body. */
export function scopeOf(scope: Scope, name: string): Scope | null {
  if (scope.globals.has(name)) return moduleScope(scope)
  for (let at: Scope | null = scope; at; at = at.up) {
    if (at.names.has(name) && (at === scope || at.kind !== 'class')) return at
  }
  return null
}

export function moduleScope(scope: Scope): Scope {
  let at = scope
  while (at.up) at = at.up
  return at
}
