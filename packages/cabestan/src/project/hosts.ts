/**
 * The host in `redis://:swordfish@cache.internal:6379/0` or `localhost:11211`; '' where there is none, as for a
 * socket.
 */
export function hostIn(address: string): string {
  return /^(?:[\w+.-]+:\/\/)?(?:[^/?#]*@)?(\[[^\]]*\]|[^:/?#]*)/.exec(address)?.[1] ?? ''
}

/** Names by which every computer refers to itself. */
export function isHere(host: string): boolean {
  return /^(?:localhost(?:\.localdomain)?|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?)$/i.test(host)
}

/** Reserved for examples by RFC 2606: as a default they lead nowhere. */
const nobodys = /(?:^|\.)example\.(?:com|net|org)$/i

/** Names of one word belong to containers, or to this machine. */
export function hostElsewhere(host: string): string | null {
  const isOwn = isHere(host) || host.toLowerCase() === 'host.docker.internal'
  return !isOwn && !nobodys.test(host) && /^[\w-]+(\.[\w-]+)+$/.test(host) ? host : null
}
