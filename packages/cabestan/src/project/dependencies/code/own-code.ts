import { onceFor } from '../../once-for.ts'
import { type CodeLine, codeLines } from '../../runtime/code-lines.ts'
import { directoryOf, fileNameOf, isBelow, joined, prefixes } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import { type Import, importsOf } from './imports.ts'
import { includedUrls } from './included-urls.ts'

/** The Python files of one project. Each is read once, and only when it is asked for. */
export interface OwnCode {
  readonly paths: readonly string[]
  /** The same, for looking one up. */
  readonly there: ReadonlySet<string>
  readonly file: (path: string) => SourceFile | null
  /** Its text alone, which has not been parsed. */
  readonly text: (path: string) => string | null
  readonly pythonPath: readonly string[]
  /** Top-level names on the Python path: the project's own modules. */
  readonly modules: ReadonlySet<string>
  /** Every name that could be a top-level module, wherever it is. */
  readonly anywhere: ReadonlySet<string>
}

export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly lines: readonly CodeLine[]
  readonly imports: readonly Import[]
}

export function readOwnCode(tree: Tree, paths: readonly string[], pythonPath: readonly string[]): OwnCode {
  const own = paths.filter(
    (path) => path.endsWith('.py') && pythonPath.some((directory) => isBelow(path, directory)),
  )
  const modules = modulesOf(own, pythonPath)
  const text = (path: string) => tree.text(path)
  return {
    paths: own,
    there: new Set(own),
    file: filesOf(tree),
    text,
    pythonPath,
    modules,
    anywhere: namesIn(paths),
  }
}

/** Each file of a tree once, because packages, settings and keys are asked for separately. */
const filesOf = onceFor((tree: Tree) => {
  const files = new Map<string, SourceFile | null>()
  return (path: string) => {
    const known = files.get(path)
    if (known !== undefined) return known
    const read = readSource(tree, path)
    files.set(path, read)
    return read
  }
})

function readSource(tree: Tree, path: string): SourceFile | null {
  const text = tree.text(path)
  if (text === null) return null
  // Migrations are long and numerous, and import in their first lines.
  const lines = codeLines(path.includes('/migrations/') ? text.slice(0, 3_000) : text)
  return { path, text, lines, imports: [...importsOf(lines), ...includedUrls(text, lines)] }
}

/** A directory without `__init__.py` can be imported too, if it contains Python. */
function modulesOf(paths: readonly string[], pythonPath: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const path of paths) {
    for (const directory of pythonPath) {
      if (!isBelow(path, directory)) continue
      const [top = ''] = path.slice(directory === '' ? 0 : directory.length + 1).split('/')
      found.add(top.replace(/\.py$/, ''))
    }
  }
  return found
}

/** `import forms` beside `forms.py` in a package: Python 2 finds it there, and Python 3 does not. */
export function isBeside({ there }: Pick<OwnCode, 'there'>, path: string, module: string): boolean {
  const directory = directoryOf(path)
  const base = joined(directory, module.split('.')[0] ?? '')
  const isInPackage = there.has(joined(directory, '__init__.py'))
  return isInPackage && (there.has(`${base}.py`) || there.has(`${base}/__init__.py`))
}

/** Modules inside packages are not at the top level: only what is in no package counts. */
function namesIn(paths: readonly string[]): ReadonlySet<string> {
  const python = paths.filter((path) => path.endsWith('.py'))
  const packages = new Set(python.filter((path) => path.endsWith('/__init__.py')).map(directoryOf))
  const names = python.flatMap((path) => [path.replace(/\.py$/, ''), ...prefixes(path)])
  return new Set(names.filter((path) => path !== '' && !packages.has(directoryOf(path))).map(fileNameOf))
}
