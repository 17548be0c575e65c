import { argument, callsIn, lastName, nameOf, textOf } from '../python/parse/nodes.ts'
import type { Expression, Module } from '../python/parse/syntax.ts'
import { perhaps, type Route } from './route.ts'
import type { Base } from './url-world.ts'

/** The routes of `router.register(…)`. Django REST framework's DefaultRouter has a page of its own. */
export function routerRoutes(
  module: Module,
  { base, name, router }: { base: Base; name: string; router: Expression },
): Route[] {
  const registered = callsIn(module.body).filter(({ callee }) => nameOf(callee) === `${name}.register`)
  const kind = router.type === 'call' ? lastName(router.callee) : ''
  const root: Route[] = /DefaultRouter/.test(kind)
    ? [
        {
          path: base.path,
          prefixed: base.prefixed,
          place: { file: module.file, line: router.line },
          target: { type: 'known', verdict: perhaps },
        },
      ]
    : []
  return [
    ...registered.flatMap((call): Route[] => {
      const prefix = textOf(argument(call, 0, 'prefix'))
      const view = argument(call, 1, 'viewset')
      if (prefix === null || !view || /[\\(<[]/.test(prefix)) return []
      const path = `${base.path}${prefix === '' ? '' : `${prefix}/`}`
      const place = { file: module.file, line: call.line }
      return [{ path, prefixed: base.prefixed, place, target: { type: 'viewset', view, module } }]
    }),
    ...root,
  ]
}
