import { lastName, nameOf } from '../python/parse/nodes.ts'
import type { Expression, Module } from '../python/parse/syntax.ts'
import { type Definition, definitionAt } from '../where/definition.ts'
import { knownRoutes } from './known-pages.ts'
import { perhaps, type Route } from './route.ts'
import { routerRoutes } from './router.ts'
import type { Base, UrlWorld } from './url-world.ts'

/** `admin.site.urls`, `router.urls`. */
export function objectRoutes(
  world: UrlWorld,
  module: Module,
  { base, object, line }: { base: Base; object: Expression; line: number },
): Route[] {
  const place = { file: module.file, line }
  const found = definitionAt(world, module, object)
  if (/(?:^|\.)\w*site$|admin/.test(nameOf(object)) && !isRouter(found)) {
    const routes = knownRoutes(world, base, { name: 'django.contrib.admin.site.urls', place })
    return hasOwnUrls(world, found)
      ? routes.map((route) => ({ ...route, target: { type: 'known', verdict: perhaps } }))
      : routes
  }
  const router = found?.type === 'value' ? found : null
  return router ? routerRoutes(router.module, { base, name: lastName(object), router: router.value }) : []
}

/** An AdminSite that builds its own addresses may have its login elsewhere. */
function hasOwnUrls(world: UrlWorld, site: Definition | null): boolean {
  if (site?.type !== 'value' || site.value.type !== 'call') return false
  const found = definitionAt(world, site.module, site.value.callee)
  return (
    found?.type === 'class' &&
    found.definition.body.some((each) => each.type === 'function' && each.name === 'get_urls')
  )
}

/** `admin_router = DefaultRouter()` has nothing to do with Django's administration. */
function isRouter(found: Definition | null): boolean {
  return (
    found?.type === 'value' && found.value.type === 'call' && /Router$/.test(lastName(found.value.callee))
  )
}
