import { isObject } from '../is-object.ts'

/** Plain values of a YAML file. */
export type Raw = Readonly<Record<string, unknown>>

/**
 * One environment's keys over those of the file: maps are merged key by key, everything else is replaced, and
 * an empty value (`redis:` or `redis: null`) brings back the default.
 */
export function mergeEnvironment(base: Raw, own: Raw): Raw {
  return merge(withoutFormerCanonical(withoutFormerServers(base, own), own), own)
}

/** `server` and `servers` say the same thing, so an environment that sets either replaces both. */
function withoutFormerServers(base: Raw, own: Raw): Raw {
  if (own['server'] === undefined && own['servers'] === undefined) return base
  const { server: _one, servers: _several, ...rest } = base
  return rest
}

/** `canonical` must be one of the domains beside it, so an environment with its own domains replaces both. */
function withoutFormerCanonical(base: Raw, own: Raw): Raw {
  const { web } = base
  const { domains } = own
  if (domains === undefined || !isObject(web)) return base
  if (Array.isArray(domains) && domains.includes(web['canonical'])) return base
  const { canonical: _, ...rest } = web
  return { ...base, web: rest }
}

function merge(base: Raw, own: Raw): Raw {
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(own)) {
    const former = merged[key]
    if (value === null) delete merged[key]
    else merged[key] = isObject(value) ? merge(isObject(former) ? former : {}, value) : value
  }
  return merged
}

/** Without empty values, which do not tell whether something is a map. */
export function withoutNulls(value: unknown): unknown {
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([, each]) => each !== null)
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutNulls(each)]))
}
