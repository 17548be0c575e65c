import { argument, type Call, lastName, nameOf, textOf } from '../python/parse/nodes.ts'
import type { Expression, Module, Statement } from '../python/parse/syntax.ts'
import { definitionAt, moduleNamed } from '../where/definition.ts'
import { truthOfTest } from './anonymous.ts'
import { knownRoutes } from './known-pages.ts'
import { objectRoutes } from './object-routes.ts'
import { patternText } from './pattern-text.ts'
import type { Route } from './route.ts'
import { literalOfPattern, literalPath } from './route-text.ts'
import type { Base, UrlWorld } from './url-world.ts'

const maxRoutes = 3_000

/** The paths of a URL configuration that stand for one page each, in the order in which Django tries them. */
export function routesOf(world: UrlWorld, module: Module, base: Base): Route[] {
  return listedRoutes(world, module, { base, name: 'urlpatterns' }).slice(0, maxRoutes)
}

/** The list that a module has under a name: `urlpatterns`, `api_patterns`. */
function listedRoutes(
  world: UrlWorld,
  module: Module,
  { base, name }: { base: Base; name: string },
): Route[] {
  const list = `${module.file}:${name}`
  if (base.within.includes(list)) return []
  const within = [...base.within, list]
  return statementRoutes(world, module, { base: { ...base, within }, body: module.body, name })
}

interface Listing {
  readonly base: Base
  readonly body: readonly Statement[]
  readonly name: string
}

function statementRoutes(world: UrlWorld, module: Module, listing: Listing): Route[] {
  return listing.body.flatMap((statement) => {
    if (statement.type === 'if') return branchRoutes(world, module, { ...listing, statement })
    if (statement.type === 'try') return statementRoutes(world, module, { ...listing, body: statement.body })
    const added = addedBy(statement, listing.name)
    return added
      ? listRoutes(world, module, { base: listing.base, list: added })
      : starRoutes(world, module, { ...listing, statement })
  })
}

function branchRoutes(
  world: UrlWorld,
  module: Module,
  { statement, ...listing }: Listing & { statement: Extract<Statement, { type: 'if' }> },
): Route[] {
  const routes: Route[] = []
  for (const { test, body } of statement.branches) {
    const truth = truthOfTest(test, world.values)
    if (truth !== false) routes.push(...statementRoutes(world, module, { ...listing, body }))
    if (truth === true) return routes
  }
  return [...routes, ...statementRoutes(world, module, { ...listing, body: statement.otherwise })]
}

/** `urlpatterns = [...]`, `urlpatterns += [...]`, `urlpatterns.append(...)`, `.extend(...)`. */
function addedBy(statement: Statement, name: string): Expression | null {
  if (statement.type === 'assign')
    return statement.targets.some((target) => nameOf(target) === name) ? statement.value : null
  if (statement.type === 'update') return nameOf(statement.target) === name ? statement.value : null
  if (statement.type !== 'expression' || statement.value.type !== 'call') return null
  const { callee } = statement.value
  const adds =
    callee.type === 'attribute' &&
    nameOf(callee.object) === name &&
    /^(?:append|extend|insert)$/.test(callee.name)
  return adds ? (statement.value.arguments.at(-1)?.value ?? null) : null
}

/** `from shop.base_urls import *` also imports urlpatterns. */
function starRoutes(
  world: UrlWorld,
  module: Module,
  { statement, base, name }: Listing & { statement: Statement },
): Route[] {
  const brings =
    statement.type === 'from' &&
    (statement.names === '*' || statement.names.some((one) => (one.as ?? one.name) === name))
  if (!brings) return []
  const found = definitionAt(
    world,
    { ...module, body: [statement] },
    { type: 'name', name, line: statement.line },
  )
  return found?.type === 'value' ? listedRoutes(world, found.module, { base, name }) : []
}

interface Listed {
  readonly base: Base
  readonly list: Expression
}

function listRoutes(world: UrlWorld, module: Module, { base, list }: Listed): Route[] {
  const inside = (part: Expression) => listRoutes(world, module, { base, list: part })
  switch (list.type) {
    case 'list':
    case 'tuple':
      return list.items.flatMap((item) => inside(item))
    case 'star':
      return inside(list.value)
    case 'binary':
      return [...inside(list.left), ...inside(list.right)]
    case 'conditional':
      return inside(truthOfTest(list.test, world.values) === false ? list.ifFalse : list.ifTrue)
    case 'name':
    case 'attribute':
      return namedList(world, module, { base, list })
    case 'call':
      return callRoutes(world, module, { base, call: list })
    default:
      return []
  }
}

function namedList(world: UrlWorld, module: Module, { base, list }: Listed): Route[] {
  if (lastName(list) === 'urls' && list.type === 'attribute')
    return objectRoutes(world, module, { base, object: list.object, line: list.line })
  const found = definitionAt(world, module, list)
  if (found?.type === 'module') return routesOf(world, found.module, base)
  return found?.type === 'value' ? listedRoutes(world, found.module, { base, name: found.name }) : []
}

function callRoutes(world: UrlWorld, module: Module, { base, call }: { base: Base; call: Call }): Route[] {
  const patterns = call.arguments.filter(({ name }) => name === null).map(({ value }) => value)
  switch (lastName(call.callee)) {
    case 'path':
    case 're_path':
    case 'url':
      return patternRoutes(world, module, { base, call })
    case 'i18n_patterns': {
      const without = argument(call, 99, 'prefix_default_language')
      const prefixed = without?.type === 'boolean' && !without.boolean ? 'others' : 'always'
      return listRoutes(world, module, {
        base: { ...base, prefixed },
        list: { type: 'list', items: patterns, line: call.line },
      })
    }
    case 'patterns':
      return oldPatterns(world, module, { base, patterns })
    case 'format_suffix_patterns':
    case 'decorator_include':
    case 'list':
    case 'tuple':
      return patterns.flatMap((list) => listRoutes(world, module, { base, list }))
    default:
      return []
  }
}

/** Django before 1.10: `patterns('shop.views', url(r'^$', 'index'))`. */
function oldPatterns(
  world: UrlWorld,
  module: Module,
  { base, patterns }: { base: Base; patterns: readonly Expression[] },
): Route[] {
  const [prefix, ...rest] = patterns
  const start = textOf(prefix)
  return listRoutes(world, module, {
    base,
    list: { type: 'list', items: rest, line: 0 },
  }).map((route) => {
    const { target } = route
    if (!start || target.type !== 'view' || target.view.type !== 'text' || target.module !== module)
      return route
    return { ...route, target: { ...target, view: { ...target.view, text: `${start}.${target.view.text}` } } }
  })
}

function patternRoutes(world: UrlWorld, module: Module, { base, call }: { base: Base; call: Call }): Route[] {
  const text = patternText(
    world,
    module,
    argument(call, 0, lastName(call.callee) === 'path' ? 'route' : 'regex'),
  )
  const view = argument(call, 1, 'view')
  const path =
    text === null ? null : lastName(call.callee) === 'path' ? literalPath(text) : literalOfPattern(text)
  if (path === null || !view) return []
  const under: Base = { ...base, path: base.path + path }
  if (view.type === 'call' && /include$/.test(lastName(view.callee)))
    return includedRoutes(world, module, { base: under, call: view })
  if (lastName(view) === 'urls' && view.type === 'attribute')
    return objectRoutes(world, module, { base: under, object: view.object, line: call.line })
  const place = { file: module.file, line: call.line }
  return [
    {
      path: under.path,
      prefixed: base.prefixed,
      place,
      target: { type: 'view', view, module },
      name: textOf(argument(call, 3, 'name')),
    },
  ]
}

function includedRoutes(
  world: UrlWorld,
  module: Module,
  { base, call }: { base: Base; call: Call },
): Route[] {
  const first = argument(call, lastName(call.callee) === 'decorator_include' ? 1 : 0)
  const included = first?.type === 'tuple' ? first.items[0] : first
  const name = textOf(included)
  if (name === null)
    return included
      ? listRoutes(world, module, { base, list: included }).concat(
          foreignRoutes(world, module, { base, included }),
        )
      : []
  const own = moduleNamed(world, name)
  return own
    ? routesOf(world, own, base)
    : knownRoutes(world, base, { name, place: { file: module.file, line: call.line } })
}

/** `include(wagtail_urls)`: a module of another package, imported under this name. */
function foreignRoutes(
  world: UrlWorld,
  module: Module,
  { base, included }: { base: Base; included: Expression },
): Route[] {
  const found = definitionAt(world, module, included)
  if (found?.type !== 'foreign') return []
  return knownRoutes(world, base, { name: found.name, place: { file: module.file, line: included.line } })
}
