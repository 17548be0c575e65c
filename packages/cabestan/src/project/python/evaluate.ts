import type { Tree } from '../tree/tree.ts'
import { chooseConfiguration } from './library/configurations.ts'
import { Exhausted, type Machine, machine, Raised } from './machine/machine.ts'
import { find, load, moduleFrame, runFile } from './machine/modules.ts'
import { posixDirectoryOf } from './posix-path.ts'
import { classAttributes } from './things/class-attributes.ts'
import { settle, settleNames, settler } from './things/settle.ts'
import { type Frame, type ModuleThing, type Read, scope } from './things/thing.ts'
import type { EnvironmentRead, Evaluation, ModulePath, Names, World } from './values.ts'

/** A settings module after its import under these conditions, without running a line of it. */
export function evaluate(tree: Tree, path: ModulePath, module: string, world: World): Evaluation {
  return rounds(module, (assumed) => {
    const started = machine(tree, path, world, assumed)
    const found = find(started, module)
    const root = safely(() => load(start(started), module, 0)) ?? loaded(started, module, found?.file ?? null)
    return { machine: started, root }
  })
}

/** The same for a file, whether or not it is on the Python path. */
export function evaluateFile(tree: Tree, path: ModulePath, file: string, world: World): Evaluation {
  const known = moduleOf(path, file)
  if (known !== null) return evaluate(tree, path, known, world)
  const name = file.replace(/\.py$/, '').split('/').at(-1) ?? file
  return runAs(name, file, (assumed) => machine(tree, path, world, assumed))
}

/** A file that is started directly, as `setup.py` is. */
export function evaluateProgram(tree: Tree, file: string, world: World): Evaluation {
  const path = { directories: [posixDirectoryOf(file)] }
  return runAs('__main__', file, (assumed) => machine(tree, path, world, assumed))
}

function runAs(name: string, file: string, begin: (assumed: ReadonlySet<string>) => Machine): Evaluation {
  return rounds(name, (assumed) => {
    const started = begin(assumed)
    const root: ModuleThing = { type: 'module', name, file, scope: scope('module', null) }
    started.modules.set(name, root)
    safely(() => runFile(started, root, file))
    return { machine: started, root }
  })
}

/** The attributes of a settings class, including inherited ones. */
export function classNames({ names }: Evaluation, className: string): Names {
  const found = names.get(className)
  return found?.type === 'class' ? found.names : new Map()
}

function moduleOf({ directories }: ModulePath, file: string): string | null {
  const inside = directories
    .filter((directory) => directory === '' || file.startsWith(`${directory}/`))
    .sort((a, b) => b.length - a.length)[0]
  if (inside === undefined || !file.endsWith('.py')) return null
  const parts = file.slice(inside === '' ? 0 : inside.length + 1, -3).split('/')
  const named = parts.at(-1) === '__init__' ? parts.slice(0, -1) : parts
  return named.length > 0 && named.every((part) => /^[^\W\d]\w*$/u.test(part)) ? named.join('.') : null
}

interface Round {
  readonly machine: Machine
  readonly root: ModuleThing
}

const mostRounds = 10

/**
 * A key without which the import fails is taken for given from then on, because a server will have it: the rest
 * is then read as it will be, and not as it stands after an exception.
 */
function rounds(module: string, round: (assumed: ReadonlySet<string>) => Round): Evaluation {
  const assumed = new Set<string>()
  const needed = new Set<string>()
  for (let count = 1; ; count += 1) {
    const { machine: ended, root } = round(assumed)
    chooseConfiguration(ended, root.scope.names)
    for (const [id, read] of ended.reads) if (read.needed) needed.add(id)
    const before = assumed.size
    for (const key of ended.missing) assumed.add(key)
    if (assumed.size === before || count === mostRounds) return told(module, { machine: ended, root }, needed)
  }
}

function start(started: Machine): Frame {
  return moduleFrame(started, { type: 'module', name: '', file: null, scope: scope('module', null) })
}

/** What was reached before the end counts. */
function loaded(started: Machine, name: string, file: string | null): ModuleThing {
  const known = started.modules.get(name)
  return known?.type === 'module' ? known : { type: 'module', name, file, scope: scope('module', null) }
}

function safely<T>(run: () => T): T | null {
  try {
    return run()
  } catch (error) {
    // A RangeError means that the stack is exhausted: nesting that gets past the other limits.
    if (error instanceof Exhausted || error instanceof Raised || error instanceof RangeError) return null
    throw error
  }
}

function told(module: string, { machine: ended, root }: Round, needed: ReadonlySet<string>): Evaluation {
  const frame = moduleFrame(ended, root)
  ended.steps = 0
  const settling = settler(ended, (of) => classAttributes(frame, of))
  return {
    module,
    file: root.file ?? '',
    names: safely(() => settleNames(settling, root.scope.names)) ?? new Map(),
    reads: [...ended.reads].map(([id, read]) =>
      toldRead(read, needed.has(id), (thing) => settle(settling, thing)),
    ),
    effects: [...ended.effects.values()],
    imports: ended.imports.filter((found) => found.module !== module),
    broken: [...ended.broken.values()],
    watched: ended.watched.map((given) => settle(settling, given)),
    opened: [...ended.opened],
    unreadData: [...ended.unread].flatMap(([file, taken]) => (taken === 'constants' ? [file] : [])),
  }
}

function toldRead(
  read: Read,
  needed: boolean,
  value: (thing: NonNullable<Read['default']>) => EnvironmentRead['default'],
): EnvironmentRead {
  const { key, place, cast, reached } = read
  const comparedWith = [...read.comparedWith].sort()
  return { key, place, cast, default: read.default && value(read.default), needed, reached, comparedWith }
}
