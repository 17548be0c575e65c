import type { Release } from './releases.ts'

/** Extensions that PostgreSQL's own packages do not contain, by the ending of their packages' names. */
const separate: Readonly<Record<string, string>> = {
  postgis: 'postgis-3',
  postgis_raster: 'postgis-3',
  postgis_sfcgal: 'postgis-3',
  postgis_topology: 'postgis-3',
  postgis_tiger_geocoder: 'postgis-3',
  address_standardizer: 'postgis-3',
  vector: 'pgvector',
  hypopg: 'hypopg',
  ip4r: 'ip4r',
  rum: 'rum',
  similarity: 'similarity',
}

/** `postgresql-15-postgis-3`: each belongs to one version of the server. */
export function extensionPackages(extensions: readonly string[], { postgres }: Release): string[] {
  return extensions
    .map((extension) => (Object.hasOwn(separate, extension) ? separate[extension] : undefined))
    .filter((ending) => ending !== undefined)
    .map((ending) => `postgresql-${postgres}-${ending}`)
}
