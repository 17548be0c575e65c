import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { ApiRefusal } from './refusal.ts'
import type { Environment, WebSurroundings } from './surroundings.ts'

/**
 * A stranger's name that was made to lead to this address would let a page of theirs speak to us as to itself. Bare
 * addresses are nobody's name, and `localhost` is the end of a tunnel.
 */
export function knownHost({ url }: Pick<WebSurroundings, 'url'>): MiddlewareHandler<Environment> {
  return async (context, next) => {
    const host = new URL(context.req.url).hostname
    const isKnown = host === 'localhost' || isAddress(host) || host === URL.parse(url())?.hostname
    if (!isKnown) throw new ApiRefusal('host')
    await next()
  }
}

function isAddress(host: string): boolean {
  return isIP(host.replace(/^\[|\]$/g, '')) !== 0
}
