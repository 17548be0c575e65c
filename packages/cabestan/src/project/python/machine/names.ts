import { checkout } from '../checkout.ts'
import { isLibrary } from '../library/library.ts'
import { posixDirectoryOf } from '../posix-path.ts'
import { type Frame, list, made, object, type Scope, type Thing, text, unknown } from '../things/thing.ts'
import { fail } from './fail.ts'
import { placeAt } from './machine.ts'
import { moduleScope, scopeOf, setName } from './state.ts'

export function lookup(frame: Frame, name: string, line: number): Thing {
  const found = scopeOf(frame.scope, name)?.names.get(name)
  if (found) return found
  const module = moduleScope(frame.scope)
  if (name === '__file__') return text(fileOf(frame), 'str')
  if (name === '__name__') return text(frame.module.name)
  if (name === '__package__') return text(packageOf(frame))
  if (name === '__path__' && isPackage(frame)) return list([text(posixDirectoryOf(fileOf(frame)))])
  const starred = module.starred.find((outside) => isLibrary(`${outside}.${name}`))
  if (starred !== undefined) return object(`${starred}.${name}`)
  if (isLibrary(`builtins.${name}`) || isBuiltin(name)) return object(`builtins.${name}`)
  if (module.starred.length > 0) return unknown(`${name} of ${module.starred.join(' or ')}`)
  const at = { name: 'NameError', at: placeAt(frame, line), because: [] }
  return fail(frame, at, unknown(`no name ${name}`))
}

/** Assigns a thing to a name; a name that the assumed conditions fix keeps its value. */
export function bind(frame: Frame, name: string, thing: Thing, line: number): void {
  const scope = frame.scope.globals.has(name) ? moduleScope(frame.scope) : frame.scope
  const place = placeAt(frame, line)
  store(frame, scope, name, { ...inHandler(frame.machine, thing), place })
}

export function store(frame: Frame, scope: Scope, name: string, thing: Thing): void {
  const forced =
    scope.kind === 'module' || scope.kind === 'class' ? frame.machine.forced.get(name) : undefined
  setName(frame.machine, scope.names, name, forced ? { ...forced, place: thing.place } : thing)
}

function isBuiltin(name: string): boolean {
  return /^[A-Z]\w*(?:Error|Exception|Warning|Exit|Interrupt|Iteration)$/.test(name) || builtins.has(name)
}

const builtins = new Set(
  'object type super property staticmethod classmethod Exception print id hash iter next repr input callable help memoryview bytearray complex slice Ellipsis NotImplemented __builtins__ unicode long basestring xrange raw_input reduce breakpoint bytes divmod pow ord chr unichr cmp intern reload buffer apply license copyright hex oct bin ascii format delattr issubclass'.split(
    ' ',
  ),
)

function isPackage(frame: Pick<Frame, 'module'>): boolean {
  return /(?:^|\/)__init__\.py$/.test(ownFile(frame) ?? '')
}

export function fileOf(frame: Frame): string {
  return `${checkout}/${ownFile(frame) ?? ''}`
}

/** The package that a module's relative imports start from. */
export function packageOf({ module }: Pick<Frame, 'module'>): string {
  if (ownFile({ module }) === null || isPackage({ module })) return module.name
  return module.name.includes('.') ? module.name.slice(0, module.name.lastIndexOf('.')) : ''
}

/** What stands in for a missing key counts as made from it. */
export function inHandler({ handling }: Frame['machine'], thing: Thing): Thing {
  const because = handling.at(-1)?.because ?? []
  const [read] = because
  if (!read || because.length > 1 || thing.type === 'unknown') return thing
  if (thing.type !== 'none') read.default ??= thing
  return made(thing, { via: because })
}

function ownFile({ module }: Pick<Frame, 'module'>): string | null {
  return module.own === undefined ? module.file : module.own
}
