import { hash } from 'node:crypto'

/**
 * Raise this when any rule of grouping changes once this has been released: hashes of two versions must never be equal.
 * Until then no database is older than the rules.
 */
export const version = 1

/** The method is part of the hash, because equal parts mean different things for two methods. */
export function hashOf(way: string, parts: readonly string[]): string {
  // JSON keeps the parts apart: `a b` + `c` is not `a` + `b c`.
  return `${version}-${hash('sha1', JSON.stringify([way, ...parts])).slice(0, 24)}`
}
