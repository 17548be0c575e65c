/** Of `redis://:swordfish@cache.internal:6379/0` or `localhost:11211`; '' where it names none, as a socket does. */
export function hostIn(address: string): string {
  return /^(?:[\w+.-]+:\/\/)?(?:[^/?#]*@)?(\[[^\]]*\]|[^:/?#]*)/.exec(address)?.[1] ?? ''
}

/** The names by which every computer calls itself. */
export function isHere(host: string): boolean {
  return /^(?:localhost(?:\.localdomain)?|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?)$/i.test(host)
}

/** Kept for examples by RFC 2606: whoever has them as a default has nothing there. */
const nobodys = /(?:^|\.)example\.(?:com|net|org)$/i

/** Names of one word are those of containers, or of this machine. */
export function hostElsewhere(host: string): string | null {
  const isOwn = isHere(host) || host.toLowerCase() === 'host.docker.internal'
  return !isOwn && !nobodys.test(host) && /^[\w-]+(\.[\w-]+)+$/.test(host) ? host : null
}
