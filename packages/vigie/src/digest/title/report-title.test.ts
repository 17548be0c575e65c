import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../event.fixture.ts'
import { read } from './title.fixture.ts'

describe('reports of browsers', () => {
  it.each<[JsonObject, string]>([
    [
      { csp: { 'effective-directive': 'script-src', 'blocked-uri': 'https://evil.example/a.js' } },
      'Blocked script-src from evil.example',
    ],
    [{ csp: { 'violated-directive': "img-src 'self'", 'blocked-uri': 'data' } }, 'Blocked img-src from data'],
    [
      { csp: { effectiveDirective: 'script-src-elem', blockedURL: 'inline' } },
      'Blocked script-src-elem from inline',
    ],
    [{ csp: { effective_directive: 'style-src', blocked_uri: '' } }, 'Blocked style-src'],
    [
      { csp: { 'effective-directive': "script-src 'report-sample' 'nonce-r4nd0m'", 'blocked-uri': 'data' } },
      'Blocked script-src from data',
    ],
    [{ 'sentry.interfaces.Csp': { effective_directive: 'style-src' } }, 'Blocked style-src'],
    [{ expectct: { hostname: 'shop.example' } }, 'Expect-CT failed for shop.example'],
    [{ expectstaple: { hostname: 'shop.example' } }, 'Expect-Staple failed for shop.example'],
    [{ hpkp: { hostname: 'shop.example' } }, 'Public key pinning validation failed for shop.example'],
    [
      { nel: { type: 'tcp.timed_out', url: 'https://shop.example/a' } },
      'Network error tcp.timed_out for shop.example',
    ],
    [{ security: { type: 'deprecation', message: 'unload is gone' } }, 'unload is gone'],
    [{ security: { type: 'intervention' } }, 'Browser report: intervention'],
    [{ security: { type: 'crash', reason: 'oom' } }, 'Browser report: crash (oom)'],
    [
      { security: { type: 'integrity-violation', blockedURL: 'https://cdn.example/x.js' } },
      'Browser report: integrity-violation (cdn.example)',
    ],
    [
      { security: { type: 'document-policy-violation', policyId: 'sync-xhr' } },
      'Browser report: document-policy-violation (sync-xhr)',
    ],
  ])('%j', (event, title) => {
    expect(read(event).title).toBe(title)
  })

  it('happened on the page that it names', () => {
    expect(read({ csp: { 'document-uri': 'https://shop.example/' } }).culprit).toBe('https://shop.example/')
    expect(read({ security: { type: 'coop', url: 'https://shop.example/a' } }).culprit).toBe(
      'https://shop.example/a',
    )
  })
})
