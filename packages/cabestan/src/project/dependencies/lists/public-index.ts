/** The default index of uv and pip, by the parts of its host's name: today's, and the one in old lists. */
const publicIndex = [
  ['pypi', 'org'],
  ['pypi', 'python', 'org'],
] as const

/** Names that a list spells out although they are the default. */
export const publicHosts: readonly string[] = publicIndex.map((labels) => labels.join('.'))

/**
 * A look-alike below another domain does not count, nor does an address without https, which anybody on the way could
 * answer.
 */
export function isPublicIndex(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, port } = new URL(url)
  return protocol === 'https:' && port === '' && publicHosts.includes(hostname.replace(/^www\./, ''))
}
