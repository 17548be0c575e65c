import { sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import type { DatabaseReading, DataReading } from './reading.ts'

/**
 * Committed SQLite files. The one that the settings name is the site's data; one of that kind beside another
 * engine was left behind.
 */
export function readSqliteFiles(
  tree: Tree,
  database: DatabaseReading,
  directory: string,
): DataReading['sqliteFiles'] {
  const files = sourcePaths(tree).filter((path) => isSqlite(tree, path))
  return files.map((path) => ({ path, use: useOf(path, database, directory) }))
}

/** An empty file is a database without tables. */
function isSqlite(tree: Tree, path: string): boolean {
  const entry = tree.entry(path)
  if (entry?.content === 'sqlite') return true
  return entry?.bytes === 0 && /\.(sqlite3?|db)$/.test(path)
}

function useOf(
  path: string,
  { engine, name }: DatabaseReading,
  directory: string,
): DataReading['sqliteFiles'][number]['use'] {
  if (engine.value === 'sqlite' && name === path) return 'database'
  const isDjangos = /(^|\/)(db|database|django|data)\.?(sqlite3?|db)?$/i.test(path) || /\.sqlite3$/.test(path)
  const isNear = directory === '' || path.startsWith(`${directory}/`)
  if (engine.value === 'sqlite' && name === null && isDjangos && isNear) return 'database'
  return isDjangos && isNear ? 'stale' : 'other'
}
