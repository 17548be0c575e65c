import { satisfies } from '@renovatebot/pep440'
import { isExact } from '../lists/manifest.ts'
import type { Wanted } from '../lists/requirements-file.ts'
import type { Dependencies } from '../reading.ts'

type Raised = NonNullable<Dependencies['raised']>[number]

interface Row {
  /** Versions that no current Python can run. */
  readonly within: string
  readonly last: string
  readonly to: string
}

/**
 * The nearest version that a Python of today runs. Only where nothing else changes for who uses it: Django 1.11.29 is
 * its series with its faults mended; psycopg2 2.8 left Python 2.6 and 3.3 behind and added to what was there, and each
 * Django up to 4.2 goes with it, while those before 3.1 take the time zone of 2.9 for a wrong one.
 */
const psycopg2: Row = { within: '<2.8', last: '2.7.7', to: '2.8.6' }
const rows: Readonly<Record<string, Row>> = {
  psycopg2,
  'psycopg2-binary': psycopg2,
  django: { within: '>=1.11,<1.11.17', last: '1.11.16', to: '1.11.29' },
}

/** The same list with the necessary versions raised; a list with hashes stays as it is. */
export function withRaised(packages: readonly Wanted[]): {
  readonly packages: readonly Wanted[]
  readonly raised: readonly Raised[]
} {
  const hashed = packages.some(({ hashes }) => hashes !== undefined)
  const newer = packages.map((each) => ({ each, to: hashed ? null : raisedTo(each) }))
  return {
    packages: newer.map(({ each, to }) => (to === null ? each : { ...each, specifier: `==${to}` })),
    raised: newer.flatMap(({ each: { name, specifier, place }, to }) =>
      to === null ? [] : [{ name, was: specifier, to, place }],
    ),
  }
}

function raisedTo({ name, from, specifier }: Wanted): string | null {
  const row = from === 'index' && Object.hasOwn(rows, name) ? rows[name] : undefined
  if (row === undefined) return null
  const isWithin = isExact(specifier)
    ? satisfies(specifier.replace(/^===?\s*/, ''), row.within)
    : satisfies(row.last, specifier) && !satisfies(row.to, specifier)
  // `==2.6.*` allows no later version of the series.
  const isSeries = /^==\s*2\.[0-6]\.\*$/.test(specifier) && row === psycopg2
  return isWithin || isSeries ? row.to : null
}
