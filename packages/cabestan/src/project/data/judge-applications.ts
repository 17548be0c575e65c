import type { Place } from '../answer.ts'
import type { Finding } from '../findings/finding.ts'
import { joined, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import type { Application, DataReading } from './reading.ts'

/** Missing migrations, and models that have none. */
export function judgeApplications(tree: Tree, data: DataReading): Finding[] {
  return [
    ...judgeMisnamed(data),
    ...judgeMissing(tree, data.applications),
    ...data.applications.flatMap(judgeConflict),
    ...data.applications.flatMap(judgeParents),
    ...data.applications.flatMap(judgeUnmade),
    ...(data.database.aliases.length === 0 ? data.applications.flatMap(judgeUnmanaged) : []),
  ]
}

function judgeMisnamed({ misnamed = [] }: DataReading): Finding[] {
  return misnamed.map(({ file, ...values }) => ({
    code: 'data.application-misnamed',
    severity: 'error',
    wants: 'change',
    places: [{ file }],
    values,
  }))
}

/** Each release would make them on the server; in git they can be reviewed, and are the same everywhere. */
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

/** With a second database, their tables may well exist. */
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
