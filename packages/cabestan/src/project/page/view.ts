import { argument, type Call, lastName, nameOf } from '../python/parse/nodes.ts'
import type { Expression, FunctionDefinition, Module } from '../python/parse/syntax.ts'
import { walkExpressions } from '../python/parse/walk.ts'
import { type Definition, definitionAt, definitionNamed } from '../where/definition.ts'
import { classVerdict } from './class-view.ts'
import { decoratorVerdict } from './decorators.ts'
import { functionVerdict, redirectTarget, returned } from './function-view.ts'
import { answers, fails, login, perhaps, type Target, type Verdict } from './route.ts'
import { lacksTemplate } from './templates.ts'
import type { UrlWorld } from './url-world.ts'

export function targetVerdict(world: UrlWorld, target: Target): Verdict {
  if (target.type === 'known') return target.verdict
  const { view, module } = target
  if (target.type === 'view') return viewVerdict(world, { view, module, depth: 0 })
  const found = definitionAt(world, module, view)
  return found ? classVerdict(world, found, 'list') : perhaps
}

interface View {
  readonly view: Expression
  readonly module: Module
  readonly depth: number
}

const maxDepth = 6

function viewVerdict(world: UrlWorld, { view, module, depth }: View): Verdict {
  if (depth > maxDepth) return perhaps
  if (view.type === 'text') return definitionVerdict(world, definitionNamed(world, view.text), depth)
  if (view.type === 'lambda') return returned(view.body)
  if (view.type === 'call') return callVerdict(world, { view, module, depth })
  const found = definitionAt(world, module, view)
  return found ? definitionVerdict(world, found, depth) : perhaps
}

function callVerdict(world: UrlWorld, { view, module, depth }: View & { view: Call }): Verdict {
  const { callee } = view
  if (callee.type === 'attribute' && callee.name === 'as_view') return asView(world, { view, module, depth })
  const decorated = view.arguments.at(-1)?.value
  const made = decoratorVerdict(callee)
  if (made === 'login') return login
  if (made === 'fails') return fails
  // `cache_page(60)(view)`, `csrf_exempt(view)`, `login_required(login_url='x')(view)`
  if (callee.type === 'call' && decoratorVerdict(callee) === 'login') return login
  return decorated ? viewVerdict(world, { view: decorated, module, depth: depth + 1 }) : perhaps
}

function asView(world: UrlWorld, { view, module }: View & { view: Call }): Verdict {
  const object = view.callee.type === 'attribute' ? view.callee.object : null
  if (!object) return perhaps
  // Something that a star import brings from another package is at least known by name.
  const found = definitionAt(world, module, object) ?? { type: 'foreign' as const, name: nameOf(object) }
  const verdict = classVerdict(world, found, 'as_view')
  const given = view.arguments.map(({ value }) => value)
  if (verdict.type === 'answers' && lacksTemplate(world, given)) return perhaps
  if (verdict.type === 'redirects')
    return {
      ...verdict,
      to: verdict.to ?? redirectTarget(argument(view, 99, 'url') ?? argument(view, 99, 'pattern_name')),
    }
  return verdict
}

function definitionVerdict(world: UrlWorld, found: Definition, depth: number): Verdict {
  switch (found.type) {
    case 'function':
      return decoratedVerdict(world, found.definition)
    case 'class':
      return classVerdict(world, found, 'as_view')
    case 'value':
      return viewVerdict(world, { view: found.value, module: found.module, depth: depth + 1 })
    case 'foreign':
      return foreignVerdict(found.name)
    default:
      return perhaps
  }
}

function decoratedVerdict(world: UrlWorld, definition: FunctionDefinition): Verdict {
  const made = definition.decorators.map(decoratorVerdict)
  if (made.includes('login')) return login
  if (made.includes('fails')) return fails
  const verdict = functionVerdict(definition, world.values)
  if (verdict.type !== 'answers') return verdict
  const isUncertain = made.includes('perhaps') || lacksTemplate(world, walkExpressions(definition.body))
  return isUncertain ? perhaps : verdict
}

/** Functions of Django that are views: those from before 1.11, and those that older guides use. */
function foreignVerdict(name: string): Verdict {
  const last = lastName({ type: 'name', name: name.slice(name.lastIndexOf('.') + 1), line: 0 })
  if (/^(?:login|sitemap|password_reset|javascript_catalog|schema_view)$/.test(last)) return answers
  return last === 'logout' || last === 'serve' ? fails : perhaps
}
