import type { Finding } from '../findings/finding.ts'
import type { Tree } from '../tree/tree.ts'
import { isBelow, sourcePaths } from '../where/source-paths.ts'
import { needsMysql, needsPostgres } from './extensions.ts'
import { judgeApplications } from './judge-applications.ts'
import type { DataReading } from './reading.ts'

export interface DataQuestion {
  readonly tree: Tree
  readonly data: DataReading
  /** What cabestan.yaml says; null where it leaves it to the project. */
  readonly database: 'postgresql' | 'sqlite' | 'own' | null
  /** How many servers one environment has. */
  readonly servers: number
  /** Without settings nothing is known of the database, and that is said there. */
  readonly settingsRead: boolean
}

export function judgeData(question: DataQuestion): Finding[] {
  return [
    ...judgeEngine(question),
    ...judgeSqlite(question),
    ...judgeApplications(question.tree, question.data),
    ...judgeDirectories(question),
  ]
}

function judgeEngine({ tree, data, database, settingsRead }: DataQuestion): Finding[] {
  const { engine, aliases, host, missing } = data.database
  const findings: Finding[] = []
  if (database === 'own' || !settingsRead) return findings
  const { value, places } = engine
  if (value === null && database === null)
    findings.push({
      code: 'data.engine-unknown',
      severity: 'error',
      wants: 'question',
      places,
      values: missing ? { missing: 'DATABASES' } : {},
    })
  if (value === 'mysql') findings.push(...judgeMysql(tree, data))
  if (value === 'oracle' || value === 'mssql' || value === 'other')
    findings.push({ ...foreignEngine(data), places })
  if (host !== null && database !== 'sqlite')
    findings.push({ code: 'data.database-over-there', severity: 'warning', places, values: { host } })
  if (aliases.length > 0)
    findings.push({
      code: 'data.several-databases',
      severity: 'warning',
      places,
      values: { names: aliases.join(', ') },
    })
  const needs = value === 'sqlite' || database === 'sqlite' ? needsPostgres(tree, codeOf(tree, data)) : null
  if (needs !== null)
    findings.push({
      code: 'data.postgresql-needed',
      severity: database === 'sqlite' ? 'error' : 'note',
      ...(database === 'sqlite' ? { wants: 'question' as const } : {}),
      places: [{ file: needs }],
      values: {},
    })
  return findings
}

function foreignEngine({ database }: DataReading): Omit<Finding, 'places'> {
  const isOther = database.engine.value === 'other'
  return {
    code: isOther ? 'data.engine-other' : 'data.engine-elsewhere',
    severity: 'error',
    wants: isOther ? 'change' : 'question',
    values: { engine: database.engine.value ?? '' },
  }
}

/** All MySQL projects of students that were tried ran on PostgreSQL; SQL of MySQL's own would not. */
function judgeMysql(tree: Tree, data: DataReading): Finding[] {
  const file = needsMysql(tree, codeOf(tree, data))
  const { places } = data.database.engine
  if (file === null) return [{ code: 'data.mysql', severity: 'note', places, values: {} }]
  return [{ code: 'data.mysql-needed', severity: 'error', wants: 'question', places: [{ file }], values: {} }]
}

function judgeSqlite({ data, database, servers }: DataQuestion): Finding[] {
  const isSqlite = database === 'sqlite' || (database === null && data.database.engine.value === 'sqlite')
  const { places } = data.database.engine
  const findings: Finding[] = []
  if (isSqlite && servers > 1)
    findings.push({
      code: 'data.sqlite-several-servers',
      severity: 'error',
      wants: 'question',
      places,
      values: { count: String(servers) },
    })
  const committed = data.sqliteFiles.filter(({ use }) => use === 'database')
  const stale = data.sqliteFiles.filter(({ use }) => use === 'stale')
  if (committed.length > 0)
    findings.push(about(isSqlite ? 'data.sqlite-committed' : 'data.sqlite-left', 'warning', committed))
  if (stale.length > 0) findings.push(about('data.sqlite-stale', 'note', stale))
  return findings
}

/** Directories without which a start or collectstatic fails; the others only stay empty. */
function judgeDirectories({ data }: DataQuestion): Finding[] {
  const needed = data.missingDirectories.filter(
    ({ setting, path }) =>
      setting === 'LOGGING' || (setting === 'STATICFILES_DIRS' && !/(^|\/)node_modules(\/|$)/.test(path)),
  )
  const kept = data.insideCheckout.filter(({ setting }) => setting !== 'STATIC_ROOT')
  return [
    ...kept.map(({ setting, path, files }) => ({
      code: files > 0 ? ('data.media-committed' as const) : ('data.media-inside' as const),
      severity: files > 0 ? ('warning' as const) : ('note' as const),
      places: [],
      values: { setting, path: path === '' ? '.' : path, count: String(files) },
    })),
    ...needed.map(({ setting, path }) => ({
      code: 'data.directory-missing' as const,
      severity: 'note' as const,
      places: [],
      values: { setting, path },
    })),
  ]
}

function about(
  code: Finding['code'],
  severity: Finding['severity'],
  files: DataReading['sqliteFiles'],
): Finding {
  return {
    code,
    severity,
    places: files.map(({ path }) => ({ file: path })),
    values: { files: files.map(({ path }) => path).join(', ') },
  }
}

/** What decides on the engine is in models and migrations. */
function codeOf(tree: Tree, { applications }: DataReading): string[] {
  return sourcePaths(tree).filter(
    (path) =>
      /(^|\/)(models\.py|models\/.*\.py|migrations\/[^/]+\.py)$/.test(path) &&
      applications.some(({ directory }) => isBelow(path, directory)),
  )
}
