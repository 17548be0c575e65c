import { hash } from 'node:crypto'

/** Raise it when any rule of grouping changes: hashes of two versions must never be taken for the same. */
export const version = 1

/** The way it was made is part of it: what two ways find alike is not alike. */
export function hashOf(way: string, parts: readonly string[]): string {
  // JSON keeps the parts apart: `a b` + `c` is not `a` + `b c`.
  return `${version}-${hash('sha1', JSON.stringify([way, ...parts])).slice(0, 24)}`
}
