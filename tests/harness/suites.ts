import { type Suite, suiteNames } from '../../packages/cabestan/src/sandbox/suites.ts'

export type { Suite }

/**
 * Where a file's tests run. `bin/test` takes the one named, in turns over the files, so that each distribution is
 * seen every time and all is done in the time that a person waits; `bin/test --all` takes all that are supported,
 * and `CABESTAN_TEST_SUITES=noble` only those that it names.
 */
export function onSuites(...ordinarily: readonly Suite[]): readonly Suite[] {
  if (chosen.length > 0) return chosen
  return process.env['CABESTAN_TEST_ALL'] ? suiteNames : ordinarily
}

/** For a server whose test is written for no release in particular. */
export function ordinarySuite(): Suite {
  return chosen[0] ?? 'bookworm'
}

const named = process.env['CABESTAN_TEST_SUITES']?.split(',') ?? []
const chosen = named.map(knownSuite)

function knownSuite(name: string): Suite {
  const suite = suiteNames.find((known) => known === name)
  if (!suite) throw new Error(`CABESTAN_TEST_SUITES: ${name} is none of ${suiteNames.join(', ')}`)
  return suite
}
