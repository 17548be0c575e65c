import type { Finding } from '../findings/finding.ts'
import { someNames } from '../findings/some-names.ts'
import type { FrontEnd } from '../front-end/reading.ts'
import { callsIn, lastName } from '../python/parse/nodes.ts'
import { isTooLarge, largestPython, parseFile } from '../python/parse/parse.ts'
import { directoryOf, fileNameOf, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { isOfTests } from './of-tests.ts'
import type { Where } from './reading.ts'

export interface WhereQuestion {
  readonly tree: Tree
  readonly where: Where
  /** As cabestan.yaml names it. */
  readonly directory: string | null
}

/** Whether there is one Django project that is meant, and whether it can be used as it lies there. */
export function judgeWhere(question: WhereQuestion): Finding[] {
  const { tree, where, directory } = question
  const chosen = where.projects.find((project) => project.directory === where.directory.value)
  if (!chosen) return [unclear(tree, where, directory)]
  const findings = [
    template(tree, where),
    ...manage(tree, chosen.manage),
    python2(tree, chosen.manage),
    beside(question),
  ]
  return findings.filter((finding) => finding !== null)
}

/** Front ends of which nothing reaches a visitor. */
export function judgeSites(files: readonly string[]): Finding[] {
  if (files.length === 0) return []
  const directories = files.map((file) => directoryOf(file) || '.').join(', ')
  const places = files.map((file) => ({ file }))
  return [{ code: 'where.site-beside', severity: 'note', places, values: { directories } }]
}

/** Of several that Django serves one is built: the pages of the others lack their styles and scripts. */
export function judgeFrontEnd(frontEnd: FrontEnd | null): Finding[] {
  const { directory: built = '', others = [], missing = [] } = frontEnd ?? {}
  return [...withoutSource(missing), ...leftOut(built, others)]
}

/** webpack ends with an error for each of them, on every computer but the one that has them. */
function withoutSource(missing: readonly string[]): Finding[] {
  if (missing.length === 0) return []
  const values = { files: someNames(missing) }
  return [{ code: 'where.front-end-without-source', severity: 'error', places: [], values }]
}

function leftOut(built: string, others: readonly string[]): Finding[] {
  if (others.length === 0) return []
  const directories = others.map((file) => directoryOf(file) || '.').join(', ')
  const places = others.map((file) => ({ file }))
  const values = { directories, built: built || '.' }
  return [{ code: 'where.front-end-left-out', severity: 'warning', places, values }]
}

function unclear(tree: Tree, where: Where, directory: string | null): Finding {
  const directories = someNames(where.projects.map((project) => project.directory || '.'))
  const question = { severity: 'error', wants: 'question', places: [] } as const
  if (directory !== null)
    return {
      code: 'where.not-there',
      ...question,
      places: [{ file: 'cabestan.yaml' }],
      values: { directory, ...(directories ? { directories } : {}) },
    }
  const [project] = where.projects
  const first = project?.directory
  if (project && isOfTests(tree, project, ''))
    return {
      code: 'where.of-tests',
      ...question,
      places: placesOf(where),
      values: { directory: project.directory },
    }
  if (first !== undefined)
    return { code: 'where.several', ...question, places: placesOf(where), values: { directories, first } }
  return {
    code: 'where.none',
    severity: 'error',
    wants: 'change',
    places: [],
    values: { kind: kindOf(tree) },
  }
}

function placesOf({ projects }: Where): Finding['places'] {
  return projects.flatMap(({ manage }) => (manage === '' ? [] : [{ file: manage }])).slice(0, 20)
}

function kindOf(tree: Tree): string {
  const paths = sourcePaths(tree)
  if (!paths.some((path) => (tree.text(path) ?? '') !== '')) return 'empty'
  const python = paths.filter((path) => path.endsWith('.py')).slice(0, 200)
  const imports = (framework: string) => {
    const line = new RegExp(`^(?:from|import) ${framework}\\b`, 'm')
    return python.some((path) => line.test(tree.text(path) ?? ''))
  }
  if (imports('flask')) return 'flask'
  if (imports('fastapi')) return 'fastapi'
  const packaged = ['setup.py', 'setup.cfg', 'pyproject.toml'].some((file) =>
    /django/i.test(tree.text(file) ?? ''),
  )
  return packaged ? 'library' : 'other'
}

/** What projects are made from, by cookiecutter or startproject: a name in double braces is no module. */
function template(tree: Tree, { directory, projects }: Where): Finding | null {
  const value = directory.value ?? ''
  const chosen = projects.find((project) => project.directory === value)
  const isTemplate =
    /\{\{|\{%/.test(value) ||
    /\{\{\s*[\w.]+\s*\}\}/.test(tree.text(chosen?.manage ?? '') ?? '') ||
    chosen?.settingsNamed.some(({ module }) => module.includes('{'))
  if (!isTemplate) return null
  return {
    code: 'where.template',
    severity: 'error',
    wants: 'change',
    places: directory.places,
    values: { directory: value || '.' },
  }
}

function manage(tree: Tree, file: string): Finding[] {
  if (file === '') return [{ code: 'where.manage-missing', severity: 'note', places: [], values: {} }]
  if (isTooLarge(tree, file))
    return [
      {
        ...{ code: 'where.manage-too-large', severity: 'error', wants: 'change', places: [{ file }] },
        values: { file, kilobytes: String(largestPython / 1024) },
      },
    ]
  const module = parseFile(tree, file)
  const isReadable = module !== null && module.body.length > 0
  return isReadable
    ? []
    : [{ code: 'where.manage-unreadable', severity: 'warning', places: [{ file }], values: { file } }]
}

/** `execute_manager` went with Django 1.6; what prints without brackets was never Python 3. */
function python2(tree: Tree, file: string): Finding | null {
  const module = file === '' ? null : parseFile(tree, file)
  const old = module && callsIn(module.body).find(({ callee }) => lastName(callee) === 'execute_manager')
  const prints = /^\s*(?:print\s+["'][^\n]*|except\s+\w+\s*,\s*\w+\s*:)/m.test(tree.text(file) ?? '')
  if (!old && !prints) return null
  const place = old ? { file, line: old.line } : { file }
  return {
    code: 'where.python2',
    severity: 'error',
    wants: 'change',
    places: [place],
    values: { file: fileNameOf(file) },
  }
}

function beside({ where, directory }: WhereQuestion): Finding | null {
  const others = where.projects.filter((project) => project.directory !== where.directory.value)
  if (others.length === 0 || directory !== null || where.directory.certainty === 'stated') return null
  return {
    code: 'where.beside',
    severity: 'note',
    places: where.directory.places,
    values: {
      directory: where.directory.value || '.',
      directories: others
        .map((project) => project.directory || '.')
        .slice(0, 10)
        .join(', '),
    },
  }
}
