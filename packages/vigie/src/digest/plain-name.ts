/**
 * Without the hash that Rust puts behind it, Ruby's word on which block of it, and Go's numbers of the functions within
 * it: they say nothing to anybody.
 */
export function plainName(name: string): string {
  return name
    .replace(/(?<=\w)(?:\.func\d+(?:\.\d+)*)+$/, '')
    .replace(/::h[\da-f]{16}$/, '')
    .replace(/^(?:(?:block|rescue|ensure)(?: \(\d+ levels\))? in )+/, '')
}
