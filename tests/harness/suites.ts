export type Suite = 'bookworm' | 'trixie'

/**
 * Where a file's tests run. `bin/test` takes the one named, in turns over the files, so that each release is seen
 * every time and all is done in the time that a person waits; `bin/test --all` takes both.
 */
export function onSuites(one: Suite): readonly Suite[] {
  return process.env['CABESTAN_TEST_ALL'] ? ['bookworm', 'trixie'] : [one]
}
