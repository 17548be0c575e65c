import { defaultsOf, fold } from '../expressions/fold.ts'
import { bounded, placeAt, tick } from '../machine/machine.ts'
import { bind, inHandler } from '../machine/names.ts'
import { type Completion, moduleScope, setName } from '../machine/state.ts'
import type { Expression, FunctionDefinition, Statement } from '../parse/syntax.ts'
import { dotted } from '../parse/walk.ts'
import { define } from '../things/classes.ts'
import { deleteItem } from '../things/subscripts.ts'
import type { Frame } from '../things/thing.ts'
import { none } from '../things/thing.ts'
import { truth } from '../things/truth.ts'
import { assign, update } from './assign.ts'
import { importFrom, importModules } from './import.ts'
import { raise, raiseNamed } from './raise.ts'
import { runIf, runMatch } from './run-branches.ts'
import { runFor, runWhile } from './run-loops.ts'
import { runTry } from './run-try.ts'
import { runWith } from './run-with.ts'

const deepest = 380

/** Runs statements one after the other, as far as possible. */
export function run(frame: Frame, body: readonly Statement[]): Completion {
  for (const statement of body) {
    const end = runOne(frame, statement)
    if (end !== 'normal') return end
  }
  return 'normal'
}

/** The statements of a module, of which one may be given up without the others. */
export function runModule(frame: Frame, body: readonly Statement[]): void {
  for (const statement of body) {
    const end = bounded(frame.machine, () => runOne(frame, statement), 'normal')
    if (end !== 'normal') return
  }
}

function runOne(frame: Frame, statement: Statement): Completion {
  const { machine } = frame
  tick(machine)
  if (machine.depth > deepest) return 'normal'
  machine.depth += 1
  try {
    return perform(frame, statement)
  } finally {
    machine.depth -= 1
  }
}

function perform(frame: Frame, statement: Statement): Completion {
  switch (statement.type) {
    case 'if':
      return runIf(frame, statement)
    case 'match':
      return runMatch(frame, statement)
    case 'for':
      return runFor(frame, statement)
    case 'while':
      return runWhile(frame, statement)
    case 'try':
      return runTry(frame, statement)
    case 'with':
      return runWith(frame, statement)
    case 'return':
      frame.returned.push(inHandler(frame.machine, statement.value ? fold(frame, statement.value) : none))
      return 'return'
    case 'raise':
      return raise(frame, statement)
    case 'assert':
      return check(frame, statement)
    case 'break':
    case 'continue':
      return statement.type
    default:
      simple(frame, statement)
      return 'normal'
  }
}

function simple(frame: Frame, statement: Statement): void {
  switch (statement.type) {
    case 'expression':
      fold(frame, statement.value)
      break
    case 'assign':
      assignment(frame, statement)
      break
    case 'update':
      update(frame, statement)
      break
    case 'delete':
      for (const target of statement.targets) remove(frame, target)
      break
    case 'import':
      importModules(frame, statement)
      break
    case 'from':
      importFrom(frame, statement)
      break
    case 'scope':
      for (const name of statement.names) frame.scope.globals.add(name)
      break
    case 'function':
      bind(frame, statement.name, functionOf(frame, statement), statement.line)
      break
    case 'class':
      define(frame, statement)
      break
    case 'alias':
      bind(frame, statement.name, { type: 'unknown', why: 'a type' }, statement.line)
      break
    default:
  }
}

function assignment(
  frame: Frame,
  { targets, annotation, value }: Extract<Statement, { type: 'assign' }>,
): void {
  const [first] = targets
  if (annotation && first?.type === 'name')
    frame.scope.annotations.set(first.name, { type: annotation, place: placeAt(frame, first.line) })
  if (!value) return
  const thing = fold(frame, value)
  for (const target of targets) assign(frame, target, thing)
}

function functionOf(frame: Frame, statement: FunctionDefinition): Parameters<typeof bind>[2] {
  const { name, parameters, body } = statement
  const decorators = statement.decorators.map(nameOf)
  return {
    type: 'function',
    name,
    parameters,
    body,
    decorators,
    defaults: defaultsOf(frame, parameters),
    frame,
    self: null,
  }
}

function nameOf(decorator: Expression): string {
  return dotted(decorator.type === 'call' ? decorator.callee : decorator) ?? ''
}

function remove(frame: Frame, target: Expression): void {
  if (target.type === 'name') {
    const scope = frame.scope.globals.has(target.name) ? moduleScope(frame.scope) : frame.scope
    setName(frame.machine, scope.names, target.name, undefined)
  }
  if (target.type === 'tuple') for (const each of target.items) remove(frame, each)
  if (target.type !== 'subscript') return
  const site = { frame, line: target.line, literal: target.index.type === 'text' }
  deleteItem(site, fold(frame, target.object), fold(frame, target.index))
}

function check(frame: Frame, { test, line }: Extract<Statement, { type: 'assert' }>): Completion {
  const condition = fold(frame, test)
  if (truth(condition) !== false) return 'normal'
  return raiseNamed(frame, 'AssertionError', { at: placeAt(frame, line), because: condition.via ?? [] })
}
