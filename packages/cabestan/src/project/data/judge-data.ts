import type { Finding } from '../findings/finding.ts'
import { isBelow, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { databaseByDefault } from './database.ts'
import { inPackages, withPostgres } from './extensions.table.ts'
import { needsMysql, needsPostgres, placeOfExtension } from './extensions.ts'
import { judgeApplications } from './judge-applications.ts'
import type { DataReading } from './reading.ts'

export interface DataQuestion {
  readonly tree: Tree
  readonly isCommitted: boolean
  readonly data: DataReading
  /** What cabestan.yaml says; null where it leaves that to the project. */
  readonly database: 'postgresql' | 'sqlite' | 'own' | null
  /** Nobody said that the server must not have one. */
  readonly postgres: boolean
  /** How many servers one environment has. */
  readonly servers: number
  /** Without settings nothing is known of the database, which is reported elsewhere. */
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

function judgeEngine(question: DataQuestion): Finding[] {
  if (question.database === 'own' || !question.settingsRead) return []
  return [
    ...judgeKind(question),
    ...judgeOthers(question),
    ...judgePostgres(question),
    ...judgeNoPostgres(question),
    ...judgeExtensions(question),
    ...judgeSeparate(question),
  ]
}

function judgeKind({ tree, data, database }: DataQuestion): Finding[] {
  const { engine, missing } = data.database
  const { value, places } = engine
  switch (value) {
    case null: {
      const values = missing ? { missing: 'DATABASES' } : {}
      const unknown = { severity: 'error', wants: 'question', places, values } as const
      return database === null ? [{ code: 'data.engine-unknown', ...unknown }] : []
    }
    case 'mysql':
      return judgeMysql(tree, data)
    case 'oracle':
    case 'mssql':
      return [
        {
          code: 'data.engine-elsewhere',
          severity: 'error',
          wants: 'question',
          places,
          values: { engine: value },
        },
      ]
    case 'other':
      return [
        { code: 'data.engine-other', severity: 'error', wants: 'change', places, values: { engine: value } },
      ]
    default:
      return []
  }
}

/** Another machine that has today's data, and databases beside the default one. */
function judgeOthers({ data, database }: DataQuestion): Finding[] {
  const { engine, aliases, host } = data.database
  const findings: Finding[] = []
  const about = { severity: 'warning', places: engine.places } as const
  if (host !== null && database !== 'sqlite')
    findings.push({ code: 'data.database-over-there', ...about, values: { host } })
  const values = { names: aliases.join(', ') }
  // Without a database of its own, the site's data is in one that nobody provides.
  if (aliases.length > 0 && engine.value === 'none')
    findings.push({ ...about, code: 'data.default-empty', severity: 'error', wants: 'question', values })
  else if (aliases.length > 0) findings.push({ code: 'data.several-databases', ...about, values })
  return findings
}

/** SQLite was chosen, by the project or in cabestan.yaml, and the code needs features of PostgreSQL. */
function judgePostgres({ tree, data, database }: DataQuestion): Finding[] {
  const isChosen = database === 'sqlite'
  const place =
    isChosen || data.database.engine.value === 'sqlite' ? needsPostgres(tree, codeOf(tree, data)) : null
  if (place === null) return []
  const needed = { code: 'data.postgresql-needed', places: [place], values: {} } as const
  return [isChosen ? { ...needed, severity: 'error', wants: 'question' } : { ...needed, severity: 'note' }]
}

function judgeNoPostgres({ data, database, postgres }: DataQuestion): Finding[] {
  const { value } = data.database.engine
  if (postgres || value === 'none' || (database ?? databaseByDefault(value)) !== 'postgresql') return []
  const places = [{ file: 'cabestan.yaml' }]
  return [{ code: 'data.no-postgresql', severity: 'error', wants: 'question', places, values: {} }]
}

/** Nobody could add it to the database, and the run would only notice when the server has been set up. */
function judgeExtensions({ tree, data, database }: DataQuestion): Finding[] {
  const { engine, extensions } = data.database
  if ((database ?? databaseByDefault(engine.value)) !== 'postgresql') return []
  const lost = extensions.filter((name) => !withPostgres.has(name) && !Object.hasOwn(inPackages, name))
  return lost.map((name) => {
    const place = placeOfExtension(tree, codeOf(tree, data), name)
    const places = place === null ? [] : [place]
    return { code: 'data.extension-elsewhere', severity: 'warning', places, values: { name } }
  })
}

/** Two shops that share nothing may be intended; one shop on two servers looks to visitors like two. */
function judgeSeparate({ data, database, postgres, servers }: DataQuestion): Finding[] {
  const { value, places } = data.database.engine
  if (servers < 2 || !postgres || value === 'none' || (database ?? databaseByDefault(value)) !== 'postgresql')
    return []
  const values = { count: String(servers) }
  return [{ code: 'data.postgresql-several-servers', severity: 'warning', places, values }]
}

/**
 * All student projects with MySQL that were tried also ran on PostgreSQL; SQL that is specific to MySQL would not.
 */
function judgeMysql(tree: Tree, data: DataReading): Finding[] {
  const place = needsMysql(tree, codeOf(tree, data))
  const { places } = data.database.engine
  if (place === null) return [{ code: 'data.mysql', severity: 'note', places, values: {} }]
  return [{ code: 'data.mysql-needed', severity: 'error', wants: 'question', places: [place], values: {} }]
}

function judgeSqlite({ data, database, servers, isCommitted }: DataQuestion): Finding[] {
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
  // In a folder without a commit nothing is in git, and its owner is first told to list what must stay out.
  if (!isCommitted) return findings
  const committed = data.sqliteFiles.filter(({ use }) => use === 'database')
  const stale = data.sqliteFiles.filter(({ use }) => use === 'stale')
  if (committed.length > 0)
    findings.push(about(isSqlite ? 'data.sqlite-committed' : 'data.sqlite-left', 'warning', committed))
  if (stale.length > 0) findings.push(about('data.sqlite-stale', 'note', stale))
  return findings
}

/** Directories without which a start or collectstatic fails; the others merely stay empty. */
function judgeDirectories({ data }: DataQuestion): Finding[] {
  const needed = data.missingDirectories.filter(
    ({ setting, path }) =>
      setting === 'LOGGING' || (setting === 'STATICFILES_DIRS' && !/(^|\/)node_modules(\/|$)/.test(path)),
  )
  const kept = data.insideCheckout.filter(({ setting }) => setting !== 'STATIC_ROOT')
  return [
    ...kept.map(({ setting, path, places, files }) => ({
      code: files > 0 ? ('data.media-committed' as const) : ('data.media-inside' as const),
      severity: files > 0 ? ('warning' as const) : ('note' as const),
      places,
      values: { setting, path: path === '' ? '.' : path, count: String(files) },
    })),
    ...data.writtenInCode.map(({ path, places }) => ({
      code: 'data.written-in-code' as const,
      severity: 'warning' as const,
      places,
      values: { path },
    })),
    ...needed.map(({ setting, path, places }) => ({
      code: 'data.directory-missing' as const,
      severity: 'note' as const,
      places,
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

/** What decides about the engine is in models and migrations. */
function codeOf(tree: Tree, { applications }: DataReading): string[] {
  return sourcePaths(tree).filter(
    (path) =>
      /(^|\/)(models\.py|models\/.*\.py|migrations\/[^/]+\.py)$/.test(path) &&
      applications.some(({ directory }) => isBelow(path, directory)),
  )
}
