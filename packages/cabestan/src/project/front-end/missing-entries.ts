import { joined } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { commandsOf } from './build-scripts.ts'
import type { PackageFile } from './package-file.ts'

const configurations = ['webpack.config.js', 'webpack.config.cjs', 'webpack.config.mjs', 'webpack.config.ts']
const extensions = [
  '',
  '.js',
  '.jsx',
  '.ts',
  '.tsx',
  '.mjs',
  '/index.js',
  '/index.jsx',
  '/index.ts',
  '/index.tsx',
]

/**
 * What webpack begins with and git does not have, as a `.gitignore` with `static/*` leaves it behind. Only what is written
 * plainly counts: names without variables, in the configuration that webpack takes by itself.
 */
export function missingEntries(tree: Tree, file: PackageFile, scripts: readonly string[]): string[] {
  const commands = commandsOf(file, scripts)
  if (!/\bwebpack\b/.test(commands) || /--config|\s-c\s/.test(commands)) return []
  const [text = ''] = configurations.flatMap((name) => tree.text(joined(file.directory, name)) ?? [])
  if (/\bcontext\s*:/.test(text)) return []
  return entriesIn(text)
    .map((entry) => joined(file.directory, entry.slice(2)))
    .filter((path) => extensions.every((extension) => tree.entry(path + extension) === undefined))
}

function entriesIn(text: string): string[] {
  const [, entry = ''] = /^[ \t]*entry\s*:\s*(\{[^{}`$]*\}|\[[^\]`$]*\]|['"][^'"\n]+['"])/m.exec(text) ?? []
  return [...entry.matchAll(/(?:[:[,]\s*|^)['"](\.\/[^'"\n]+)['"]/g)].flatMap(([, path]) => path ?? [])
}
