import { textOf } from '../python/access.ts'
import { checkout } from '../python/checkout.ts'
import { argument, type Call, lastName, nameOf } from '../python/parse/nodes.ts'
import type { Expression, Module, Statement, TemplatePart } from '../python/parse/syntax.ts'
import { topLevel } from '../python/parse/walk.ts'
import { posixJoin } from '../python/posix-path.ts'
import type { Value } from '../python/values.ts'
import { type Definition, definitionAt, type Project } from '../where/definition.ts'
import { appended, type CodePath, filled, joinedPath, parentPath, whole } from './known-path.ts'

/** A place in the code: its module, and the functions and classes around it, the innermost first. */
export interface Code {
  readonly project: Project
  readonly values: ReadonlyMap<string, Value>
  /** The directory in which commands run. */
  readonly directory: string
  readonly module: Module
  readonly scopes: readonly CodeScope[]
}

interface CodeScope {
  readonly statements: readonly Statement[]
  readonly parameters: ReadonlySet<string>
}

const deepest = 12

export function moduleCode(around: Omit<Code, 'scopes'>): Code {
  const scope = { statements: topLevel(around.module.body), parameters: new Set<string>() }
  return { ...around, scopes: [scope] }
}

/** Null where not even its beginning is known. */
export function codePath(code: Code, expression: Expression | undefined | null, depth = 0): CodePath | null {
  if (!expression || depth > deepest) return null
  const of = (part: Expression | undefined | null) => codePath(code, part, depth + 1)
  switch (expression.type) {
    case 'text':
      return expression.bytes ? null : whole(expression.text)
    case 'template':
      return appended(expression.parts.map((part) => ofTemplate(part, of)))
    case 'name':
    case 'attribute':
      return named(code, expression, depth)
    case 'subscript':
      return parents(expression, of)
    case 'call':
      return called(code, expression, depth)
    case 'binary':
      return combined(expression, of)
    case 'conditional':
      return of(expression.ifTrue) ?? of(expression.ifFalse)
    case 'or':
      return of(expression.left) ?? of(expression.right)
    case 'named':
      return of(expression.value)
    default:
      return null
  }
}

type Of<T extends Expression['type']> = Extract<Expression, { readonly type: T }>

type PathOf = (part: Expression | undefined | null) => CodePath | null

function ofTemplate(part: TemplatePart, of: PathOf): CodePath | null {
  return typeof part === 'string' ? whole(part) : of(part.value)
}

function combined({ operator, left, right }: Of<'binary'>, of: PathOf): CodePath | null {
  if (operator === '+') return appended([of(left), of(right)])
  if (operator === '/') return joinedPath([of(left), of(right)])
  if (operator !== '%') return null
  const values = right.type === 'tuple' ? right.items : [right]
  return filled(of(left), /(%[-+ #0]*\d*(?:\.\d+)?[a-z]|%\(\w+\)[a-z])/, (_field, at) => of(values[at]))
}

/** `Path(__file__).parents[2]` */
function parents({ object, index }: Of<'subscript'>, of: PathOf): CodePath | null {
  if (lastName(object) !== 'parents' || object.type !== 'attribute' || index.type !== 'number') return null
  const levels = Array.from({ length: Math.min(index.number + 1, 30) })
  return levels.reduce<CodePath | null>(parentPath, of(object.object))
}

function named(code: Code, expression: Of<'name' | 'attribute'>, depth: number): CodePath | null {
  if (expression.type === 'name') return ofName(code, expression, depth)
  const { object, name } = expression
  if (isSettings(code, object)) return ofSetting(code, name)
  if (name === 'parent') return parentPath(codePath(code, object, depth + 1))
  if (object.type === 'name' && /^(?:self|cls)$/.test(object.name)) return ofMember(code, name, depth)
  return ofDefinition(code, definitionAt(code.project, code.module, expression), depth)
}

function ofSetting({ values }: Code, name: string): CodePath | null {
  const text = textOf(values.get(name))
  return text === null ? null : whole(text, name)
}

function isSettings({ project, module }: Code, expression: Expression): boolean {
  if (expression.type !== 'name') return false
  const found = definitionAt(project, module, expression)
  // What is imported inside a function is not followed.
  return found
    ? found.type === 'foreign' && found.name === 'django.conf.settings'
    : expression.name === 'settings'
}

function ofName(code: Code, expression: Of<'name'>, depth: number): CodePath | null {
  const { name, line } = expression
  if (name === '__file__') return whole(`${checkout}/${code.module.file}`)
  for (const [at, { statements, parameters }] of code.scopes.entries()) {
    const assigned = statements.flatMap((one) =>
      one.type === 'assign' && one.value && one.targets.some((target) => nameOf(target) === name)
        ? [one]
        : [],
    )
    // Code that runs later sees the last assignment.
    const last = at === 0 ? assigned.findLast((one) => one.line < line) : assigned.at(-1)
    if (last) return codePath({ ...code, scopes: code.scopes.slice(at) }, last.value, depth + 1)
    if (parameters.has(name)) return null
  }
  return ofDefinition(code, definitionAt(code.project, code.module, expression), depth)
}

/** `self.folder`, as the class or one of its methods assigns it. */
function ofMember(code: Code, name: string, depth: number): CodePath | null {
  const targets = new Set([name, `self.${name}`, `cls.${name}`])
  for (const [at, { statements }] of code.scopes.slice(0, -1).entries()) {
    const methods = statements.flatMap((one) => (one.type === 'function' ? topLevel(one.body) : []))
    const found = [...statements, ...methods].find(
      (one) =>
        one.type === 'assign' && one.value && one.targets.some((target) => targets.has(nameOf(target))),
    )
    if (found?.type === 'assign')
      return codePath({ ...code, scopes: code.scopes.slice(at) }, found.value, depth + 1)
  }
  return null
}

function ofDefinition(code: Code, found: Definition | null, depth: number): CodePath | null {
  if (found?.type === 'value')
    return codePath(moduleCode({ ...code, module: found.module }), found.value, depth + 1)
  if (found?.type !== 'function') return null
  const { body, parameters } = found.definition
  const statements = topLevel(body)
  const inside = moduleCode({ ...code, module: found.module })
  const scope = { statements, parameters: new Set(parameters.map(({ name }) => name)) }
  const returned = statements.map((one) =>
    one.type === 'return'
      ? codePath({ ...inside, scopes: [scope, ...inside.scopes] }, one.value, depth + 1)
      : null,
  )
  return returned.find((path) => path !== null) ?? null
}

/** Functions and methods that return the same path in another form. */
const same = /^(?:abspath|realpath|normpath|normcase|fspath|str|force_str|resolve|absolute|as_posix|__str__)$/

const makers = /^(?:Path|PurePath|PosixPath|PurePosixPath)$/

function called(code: Code, call: Call, depth: number): CodePath | null {
  const { callee } = call
  const name = lastName(callee)
  const of: PathOf = (part) => codePath(code, part, depth + 1)
  const all = () => call.arguments.map(({ value, star }) => (star === '' ? of(value) : null))
  const receiver = () => (callee.type === 'attribute' ? of(callee.object) : null)
  if (/(?:^|\.)path\.join$|^(?:join|safe_join)$/.test(nameOf(callee))) return joinedPath(all())
  if (makers.test(name)) return joinedPath(all())
  if (name === 'joinpath') return joinedPath([receiver(), ...all()])
  if (name === 'dirname') return parentPath(of(argument(call, 0)))
  if (/^(?:getcwd|cwd)$/.test(name)) return whole(posixJoin(checkout, code.directory))
  if (name === 'expanduser') return null
  if (same.test(name)) return of(argument(call, 0)) ?? receiver()
  if (name === 'format') return formatted(call, receiver(), of)
  if (/^with_(?:name|suffix|stem)$/.test(name)) return joinedPath([parentPath(receiver()), null])
  if (name === 'getattr') return ofGetattr(code, call) ?? of(argument(call, 2))
  const found = callee.type === 'name' ? definitionAt(code.project, code.module, callee) : null
  return found?.type === 'function' ? ofDefinition(code, found, depth) : null
}

function formatted(call: Call, template: CodePath | null, of: PathOf): CodePath | null {
  let next = 0
  return filled(template, /(\{\w*(?:![rsa])?(?::[^{}]*)?\})/, (field) => {
    const [name = ''] = /\w+/.exec(field) ?? []
    return of(argument(call, /^\d+$/.test(name) ? Number(name) : name === '' ? next++ : 99, name))
  })
}

/** `getattr(settings, 'EXPORTS', default)` */
function ofGetattr(code: Code, call: Call): CodePath | null {
  const [held, name] = [argument(call, 0), argument(call, 1)]
  return held && name?.type === 'text' && isSettings(code, held) ? ofSetting(code, name.text) : null
}
