import type { Place } from '../../answer.ts'
import type { Tree } from '../../tree/tree.ts'
import { thingFrom } from '../things/from-value.ts'
import type { Frame, Read, Thing } from '../things/thing.ts'
import type { Effect, Evaluation, ModulePath, World } from '../values.ts'
import type { Log } from './state.ts'

/** One run of the interpreter: what it looks at, what it has seen, and how far it may still go. */
export interface Machine {
  readonly tree: Tree
  readonly path: ModulePath
  /** Directories of the tree that the code itself put on `sys.path`. */
  readonly added: string[]
  readonly world: World
  /** What the world forces, as things. */
  readonly forced: ReadonlyMap<string, Thing>
  /** Keys without which a run before this one failed: it goes on as if they were given. */
  readonly assumed: ReadonlySet<string>
  /** The modules that were loaded, as `sys.modules`. */
  readonly modules: Map<string, Thing>
  /** What the code itself put into the environment. */
  readonly environ: Map<string, Thing>
  readonly reads: Map<string, Read>
  readonly effects: Map<string, Effect>
  readonly imports: Evaluation['imports'][number][]
  readonly broken: Map<string, Place>
  /** The arguments of calls that the world watches. */
  readonly watched: Thing[]
  readonly opened: Set<string>
  /** Files that nobody can read, and whether more than constants was taken from them. */
  readonly unread: Map<string, 'constants' | 'more'>
  /** Keys without which this run failed. */
  readonly missing: Set<string>
  log: Log | null
  reached: Read['reached']
  /** Names of the exceptions that the `try`s around would catch, the innermost last. */
  readonly catching: (readonly string[])[]
  /** The reads that decided the conditions around, the innermost last. */
  readonly blamed: (readonly Read[])[]
  /** The exceptions in whose handlers the code is. */
  readonly handling: Raised[]
  /** Of keys, inside of `with env.prefixed(…)`. */
  readonly prefixes: string[]
  steps: number
  /** Where the statement in hand is given up. */
  until: number
  drySteps: number
  depth: number
  calls: number
}

const mostSteps = 300_000
const mostStepsOfOne = 80_000
const mostDrySteps = 60_000
const deepest = 400

export function machine(tree: Tree, path: ModulePath, world: World, assumed: ReadonlySet<string>): Machine {
  return {
    tree,
    path,
    added: [],
    world,
    forced: new Map(Object.entries(world.force ?? {}).map(([name, value]) => [name, thingFrom(value)])),
    assumed,
    modules: new Map(),
    environ: new Map(),
    reads: new Map(),
    effects: new Map(),
    imports: [],
    broken: new Map(),
    watched: [],
    opened: new Set(),
    unread: new Map(),
    missing: new Set(),
    log: null,
    reached: 'yes',
    catching: [],
    blamed: [],
    handling: [],
    prefixes: [],
    steps: 0,
    until: mostSteps,
    drySteps: 0,
    depth: 0,
    calls: 0,
  }
}

/** A Python exception on its way up. */
export class Raised extends Error {
  readonly names: readonly string[]
  /** The reads of the environment that are to blame. */
  readonly because: readonly Read[]

  readonly at: Place

  constructor(names: readonly string[], because: readonly Read[], at: Place) {
    super(names[0] ?? 'Exception')
    this.at = at
    this.names = names
    this.because = because
  }
}

/** No program that people write for settings runs this long. */
export class Exhausted extends Error {}

export function tick(machine: Machine): void {
  if (machine.reached === 'no') machine.drySteps += 1
  else machine.steps += 1
  if (machine.steps > machine.until || machine.drySteps > mostDrySteps) throw new Exhausted()
}

/** Work that is done in one go, and is not for nothing either. */
export function spend(machine: Machine, steps: number): void {
  if (machine.reached === 'no') machine.drySteps += steps
  else machine.steps += steps
}

/** A statement of a module that takes too long is given up by itself; what stands behind it is still read. */
export function bounded<T>(machine: Machine, run: () => T, otherwise: T): T {
  machine.until = Math.min(mostSteps, machine.steps + mostStepsOfOne)
  try {
    return run()
  } catch (error) {
    if (!(error instanceof Exhausted) || machine.steps >= mostSteps || machine.reached === 'no') throw error
    return otherwise
  } finally {
    machine.until = Math.min(mostSteps, machine.steps + mostStepsOfOne)
  }
}

export function deeper<T>(machine: Machine, inside: () => T, otherwise: T): T {
  if (machine.depth >= deepest) return otherwise
  machine.depth += 1
  try {
    return inside()
  } finally {
    machine.depth -= 1
  }
}

export function isCaught(machine: Machine, names: readonly string[]): boolean {
  return machine.catching.some((caught) => matches(caught, names))
}

export function matches(caught: readonly string[], names: readonly string[]): boolean {
  return caught.some((name) => name === '*' || names.includes(name))
}

export function note(machine: Machine, effect: Omit<Effect, 'reached'>): void {
  if (machine.reached === 'no') return
  const key = `${effect.type} ${effect.place.file}:${effect.place.line} ${effect.what}`
  const before = machine.effects.get(key)
  const reached = before?.reached === 'yes' ? 'yes' : machine.reached
  machine.effects.set(key, { ...effect, reached })
}

export function placeAt(frame: Frame, line: number): Place {
  const file = frame.module.file ?? frame.module.name
  return line > 0 ? { file, line } : { file }
}
