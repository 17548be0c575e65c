import type { Probe } from '@cabestan/protocol/orders'
import type { Reading } from '../reading.ts'

export interface ProbeChoices {
  readonly host: string
  readonly https: boolean
  readonly seconds: number
  readonly watchSeconds: number
}

/** The page by which the new release proves itself, requested as visitors would. */
export function probeOrder({ page }: Reading, { host, https, seconds, watchSeconds }: ProbeChoices): Probe {
  return {
    host,
    scheme: https ? 'https' : 'http',
    path: page.value ?? '/',
    known: page.value !== null && page.certainty !== 'guessed',
    seconds,
    watchSeconds,
  }
}

/** The name under which the site is requested: for a wildcard any name will do. */
export function hostFor(
  canonical: string | null,
  domains: readonly string[],
  addresses: readonly string[],
): string {
  const [domain] = domains.toSorted((a, b) => Number(a.startsWith('*')) - Number(b.startsWith('*')))
  const name = canonical ?? domain
  if (name !== undefined) return name.replace(/^\*/, 'www')
  const [address = 'localhost'] = addresses
  return address.includes(':') ? `[${address}]` : address
}
