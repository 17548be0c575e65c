import type { Place } from '../answer.ts'
import type { Finding } from '../findings/finding.ts'
import type { Application, DataReading } from '../reading.ts'
import type { Tree } from '../tree/tree.ts'
import { isBelow, joined, sourcePaths } from '../where/source-paths.ts'
import { needsMysql, needsPostgres } from './extensions.ts'

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
    ...judgeApplications(question),
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

function judgeApplications({ tree, data }: DataQuestion): Finding[] {
  return [
    ...judgeMissing(tree, data.applications),
    ...data.applications.flatMap(judgeConflict),
    ...data.applications.flatMap(judgeParents),
    ...data.applications.flatMap(judgeUnmade),
    ...(data.database.aliases.length === 0 ? data.applications.flatMap(judgeUnmanaged) : []),
  ]
}

/** Each release has them made on the server; in git they would be seen, and the same everywhere. */
function judgeMissing(tree: Tree, applications: readonly Application[]): Finding[] {
  const without = applications.filter(
    ({ migrations }) => migrations === 'no-package' || migrations === 'empty-package',
  )
  const namespaces = without.filter(({ namespace }) => namespace)
  const plain = without.filter(({ namespace }) => !namespace)
  const ignored = ignoringMigrations(tree)
  const findings = namespaces.map((app) => named(tree, 'data.migrations-no-init', [app]))
  if (plain.length > 0) findings.push(named(tree, 'data.migrations-missing', plain))
  if (ignored && applications.length > 0)
    findings.push({
      code: 'data.migrations-ignored',
      severity: 'warning',
      places: [ignored],
      values: { file: ignored.file },
    })
  return findings
}

function named(tree: Tree, code: Finding['code'], apps: readonly Application[]): Finding {
  const isError = code === 'data.migrations-no-init'
  return {
    code,
    severity: isError ? 'error' : 'warning',
    ...(isError ? { wants: 'change' as const } : {}),
    places: apps.map(({ directory }) => ({ file: modelsFile(tree, directory) })),
    values: {
      applications: apps.map(({ label }) => label).join(', '),
      words: apps.map(({ label }) => label).join(' '),
      directory: apps[0]?.directory ?? '',
    },
  }
}

function modelsFile(tree: Tree, directory: string): string {
  const [file, packageFile] = [joined(directory, 'models.py'), joined(directory, 'models/__init__.py')]
  return tree.entry(file) === undefined && tree.entry(packageFile) !== undefined ? packageFile : file
}

function ignoringMigrations(tree: Tree): Place | null {
  for (const file of sourcePaths(tree)) {
    if (!/(^|\/)\.gitignore$/.test(file)) continue
    const lines = (tree.text(file) ?? '').split('\n')
    const at = lines.findIndex(
      (line) => /^[^#!\s][^\s]*\bmigrations\b|^migrations\b/.test(line.trim()) && !/pyc/.test(line),
    )
    if (at >= 0) return { file, line: at + 1 }
  }
  return null
}

function judgeConflict({ label, conflict, directory }: Application): Finding[] {
  if (conflict.length === 0) return []
  const places = conflict.map((name) => ({ file: `${directory}/migrations/${name}.py` }))
  const values = { application: label, migrations: conflict.join(', ') }
  return [{ code: 'data.migrations-conflict', severity: 'error', wants: 'change', places, values }]
}

function judgeParents({ missingParents = [] }: Application): Finding[] {
  return missingParents.slice(0, 5).map(({ migration, place }) => ({
    code: 'data.migration-absent',
    severity: 'error',
    wants: 'change',
    places: [place],
    values: { migration, file: place.file },
  }))
}

function judgeUnmade({ label, unmade = [] }: Application): Finding[] {
  return aboutModels('data.models-unmade', label, unmade)
}

/** With a second database, their tables may well be there. */
function judgeUnmanaged({ label, unmanaged = [] }: Application): Finding[] {
  return aboutModels('data.models-unmanaged', label, unmanaged)
}

function aboutModels(
  code: Finding['code'],
  application: string,
  models: NonNullable<Application['unmade']>,
): Finding[] {
  if (models.length === 0) return []
  const values = { application, models: models.map(({ model }) => model).join(', ') }
  return [{ code, severity: 'warning', places: models.map(({ place }) => place), values }]
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
