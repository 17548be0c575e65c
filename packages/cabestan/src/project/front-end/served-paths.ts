import { entry, keysOf, textOf, valuesOf } from '../python/access.ts'
import { treePathOf } from '../python/checkout.ts'
import type { Value } from '../python/values.ts'
import { joined } from '../tree/source-paths.ts'

/** Paths of the tree from which Django takes files that a build may have made. */
export function servedPaths(values: ReadonlyMap<string, Value>, directory: string): string[] {
  const stats = values.get('WEBPACK_LOADER')
  const vite = values.get('DJANGO_VITE')
  const found = [
    ...valuesOf(values.get('STATICFILES_DIRS')).map((item) => (item.type === 'list' ? item.items[1] : item)),
    ...valuesOf(values.get('TEMPLATES')).flatMap((engine) => valuesOf(entry(engine, 'DIRS'))),
    ...keysOf(stats).map((name) => entry(stats, name, 'STATS_FILE')),
    ...keysOf(vite).map((name) => entry(vite, name, 'manifest_path')),
    values.get('DJANGO_VITE_ASSETS_PATH'),
    values.get('DJANGO_VITE_MANIFEST_PATH'),
  ]
  return found.flatMap((value) => {
    const text = textOf(value)
    if (text === null) return []
    const inside = treePathOf(text)
    return inside === null && !text.startsWith('/') ? [joined(directory, text)] : (inside ?? [])
  })
}
