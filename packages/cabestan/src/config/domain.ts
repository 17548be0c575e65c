import * as net from 'node:net'
import { domainToASCII } from 'node:url'
import { Domain } from '@cabestan/protocol/names'
import type { Read } from './problems.ts'

/**
 * A domain as nginx and certificates want it: lower case, and other alphabets in their ASCII form
 * (`café.example` is `xn--caf-dma.example`). What people type by mistake has a problem of its own.
 */
export function readDomain(text: string): Read<string> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || text.includes('/')) return { problem: 'domain-is-url' }
  if (net.isIP(text.replace(/^\[(.*)\]$/, '$1')) !== 0) return { problem: 'domain-is-address' }
  if (/:[0-9]+$/.test(text)) return { problem: 'domain-has-port' }
  const [, wildcard = '', name = ''] = text.match(/^(\*\.)?(.*)$/s) ?? []
  const domain = Domain.safeParse(wildcard + toAscii(name.replace(/\.$/, '')))
  // The URL standard reads `0x7f.1` as an address.
  return domain.success && net.isIP(domain.data) === 0 ? { value: domain.data } : { problem: 'domain' }
}

/** domainToASCII is too lenient: it would cut off a path or a port. */
function toAscii(name: string): string {
  return /^[\p{L}\p{M}\p{N}.-]+$/u.test(name) ? domainToASCII(name) : ''
}
