import { inPackages } from '../project/data/extensions.table.ts'
import type { Release } from './releases.ts'

/** `postgresql-15-postgis-3`: each belongs to one version of the server. */
export function extensionPackages(extensions: readonly string[], { postgres }: Release): string[] {
  return extensions
    .map((extension) => (Object.hasOwn(inPackages, extension) ? inPackages[extension] : undefined))
    .filter((ending) => ending !== undefined)
    .map((ending) => `postgresql-${postgres}-${ending}`)
}
