/** Where uv and pip look of themselves, by the parts of its host's name: today's, and the one of old lists. */
const publicIndex = [
  ['pypi', 'org'],
  ['pypi', 'python', 'org'],
] as const

/** Names that a list spells out, and that say no more than to say nothing. */
export const publicHosts: readonly string[] = publicIndex.map((labels) => labels.join('.'))

/** A look-alike below another's domain is none, and neither is one that anybody on the way could answer for. */
export function isPublicIndex(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, port } = new URL(url)
  return protocol === 'https:' && port === '' && publicHosts.includes(hostname.replace(/^www\./, ''))
}
