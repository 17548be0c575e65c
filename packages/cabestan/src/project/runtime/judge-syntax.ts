import { readOwnCode } from '../dependencies/code/own-code.ts'
import { reachedFiles } from '../dependencies/code/reached-files.ts'
import { importedAtStart } from '../environment/code-needs.ts'
import type { Finding } from '../findings/finding.ts'
import type { Reading } from '../reading.ts'
import { directoryOf, fileNameOf, joined, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { compareSeries } from './series.ts'

/** What a Python rejects in a file, in its own words. */
export interface SyntaxMistake {
  readonly path: string
  readonly line: number | null
  readonly message: string
}

/** Files that production may import: what nothing imports may be for any Python, or for none. */
export function filesToCompile(
  tree: Tree,
  { where, settings, data }: Pick<Reading, 'where' | 'settings' | 'data'>,
): readonly { readonly path: string; readonly text: string }[] {
  const code = readOwnCode(tree, sourcePaths(tree), where.pythonPath)
  const reached = reachedFiles(code, settings.files).map(({ path }) => path)
  const paths = new Set([...reached, ...migrationsOf(tree, data)])
  return [...paths].sort().flatMap((path) => {
    const text = tree.text(path)
    return text === null ? [] : [{ path, text }]
  })
}

/**
 * Whether this computer's Python says the same as production's would. What an older one takes no newer one refuses, but for
 * `async` and `await`, which were names until 3.7; a newer project may have what an older Python does not know yet.
 */
export function isCloseEnough(series: string, { python }: Pick<Reading, 'python'>): boolean {
  const wanted = python.series.value
  if (wanted === null) return false
  const hasOldNames = compareSeries(wanted, '3.7') < 0 && compareSeries(series, '3.7') >= 0
  return (compareSeries(series, wanted) >= 0 && !hasOldNames) || (python.orServers ?? []).includes(series)
}

/** An error in what is imported at the start ends a deploy; other errors wait for the first visitor to the page. */
export function judgeSyntax(
  mistakes: readonly SyntaxMistake[],
  { tree, reading, python }: { readonly tree: Tree; readonly reading: Reading; readonly python: string },
): Finding[] {
  const { where, settings, data } = reading
  const atStart = new Set([
    ...settings.files,
    ...importedAtStart(tree, where, settings.values),
    ...migrationsOf(tree, data),
  ])
  return mistakes.map(({ path, line, message }) => ({
    code: 'where.syntax',
    severity: atStart.has(path) ? 'error' : 'warning',
    places: [{ file: path, ...(line === null ? {} : { line }) }],
    values: { file: path, message, python },
  }))
}

function migrationsOf(tree: Tree, { applications }: Pick<Reading['data'], 'applications'>): string[] {
  const directories = new Set(applications.map(({ directory }) => joined(directory, 'migrations')))
  return sourcePaths(tree).filter(
    (path) => path.endsWith('.py') && directories.has(directoryOf(path)) && !fileNameOf(path).startsWith('_'),
  )
}
