import type { MiddlewareHandler } from 'hono'
import { ApiRefusal } from './refusal.ts'
import type { Environment } from './surroundings.ts'

/**
 * Only our own scripts, styles, frames and forms: code in a stranger's event could not run even if it got into a
 * page.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Its address may be known everywhere, but its content belongs in nobody's index.
  'x-robots-tag': 'noindex, nofollow',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const

export const protect: MiddlewareHandler<Environment> = async (context, next) => {
  await next()
  for (const [name, value] of Object.entries(headers)) context.header(name, value)
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Another site's page cannot act in the name of who is signed in. Browsers say by themselves where a request comes
 * from; what says nothing is no browser, and bears no cookie.
 */
export const ownPagesOnly: MiddlewareHandler<Environment> = async (context, next) => {
  if (!reading.has(context.req.method) && !isOwn(context.req.raw.headers)) throw new ApiRefusal('origin')
  await next()
}

function isOwn(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  const origin = headers.get('origin')
  if (origin === null) return headers.get('cookie') === null || headers.get('authorization') !== null
  return origin.replace(/^https?:\/\//, '') === headers.get('host')
}
