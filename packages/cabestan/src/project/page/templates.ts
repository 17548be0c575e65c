import type { Expression } from '../python/parse/syntax.ts'
import { withInner } from '../python/parse/walk.ts'
import type { UrlWorld } from './url-world.ts'

/**
 * Whether this names a template that is nowhere in the repository. What stands below a directory
 * (`registration/login.html`) a package may bring, and any of them the build of a front end.
 */
export function lacksTemplate({ tree, isBuilt }: UrlWorld, code: readonly Expression[]): boolean {
  if (isBuilt) return false
  const names = code
    .flatMap(withInner)
    .flatMap((node) => (node.type === 'text' && /^[\w-]+\.html?$/.test(node.text) ? [node.text] : []))
  return names.some((name) => !tree.paths.some((path) => path === name || path.endsWith(`/${name}`)))
}
