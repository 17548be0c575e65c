/** Without the hash that Rust puts behind it, and Ruby's word on which block of it: they say nothing to anybody. */
export function plainName(name: string): string {
  return name
    .replace(/::h[\da-f]{16}$/, '')
    .replace(/^(?:(?:block|rescue|ensure)(?: \(\d+ levels\))? in )+/, '')
}
