import type { Place } from '../answer.ts'
import type { SourceFile } from '../dependencies/code/own-code.ts'
import {
  goneModules,
  goneNames,
  newModules,
  newNames,
  python2Modules,
  python2Names,
  python2Syntax,
  type SyntaxFeature,
  syntax,
} from './python-features.table.ts'

/** A limit that something in the project sets to its Python, and what that is. */
export interface Bound {
  readonly series: string
  readonly what: string
  readonly place: Place
  /** The first version of a package without that limit: `celery 4.2.2`. */
  readonly cure?: string
}

/** What a project's code says about the Pythons that can run it. */
export interface PythonEvidence {
  readonly oldest: readonly Bound[]
  readonly newest: readonly Bound[]
  readonly python2: readonly { readonly what: string; readonly place: Place }[]
}

export function readPythonEvidence(files: readonly SourceFile[], own: ReadonlySet<string>): PythonEvidence {
  return {
    oldest: [...syntaxIn(files), ...files.flatMap((file) => importBounds(file, newModules, newNames, own))],
    newest: files.flatMap((file) => importBounds(file, goneModules, goneNames, own)),
    python2: files.flatMap((file) => python2In(file, own)),
  }
}

/** The first use of each is enough. */
function syntaxIn(files: readonly SourceFile[]): Bound[] {
  return syntax.flatMap((feature) => {
    for (const file of files) {
      const line = file.text.includes(feature.hint) ? lineWith(file, feature) : undefined
      if (line !== undefined)
        return [{ series: feature.from, what: feature.name, place: { file: file.path, line } }]
    }
    return []
  })
}

function lineWith(
  { lines, imports }: SourceFile,
  { name, pattern, annotation }: SyntaxFeature,
): number | undefined {
  const lazy = imports.some(({ module, names }) => module === '__future__' && names.includes('annotations'))
  if (lazy && annotation) return undefined
  const found = lines.findIndex(({ text }, index) => {
    if (text.length > 2_000 || !pattern.test(text)) return false
    return name !== 'match' || lines[index + 1]?.text.startsWith('case ') === true
  })
  return lines[found]?.line
}

type Modules = Readonly<Record<string, string>>

function importBounds(
  { path, imports }: SourceFile,
  modules: Modules,
  names: Readonly<Record<string, Modules>>,
  own: ReadonlySet<string>,
): Bound[] {
  return imports
    .filter(
      ({ module, optional }) => !optional && !module.startsWith('.') && !own.has(module.split('.')[0] ?? ''),
    )
    .flatMap(({ module, names: imported, line }) => {
      const place = { file: path, line }
      const whole = Object.hasOwn(modules, module)
        ? [{ series: modules[module] ?? '', what: module, place }]
        : []
      const known = Object.hasOwn(names, module) ? (names[module] ?? {}) : {}
      const named = imported
        .filter((name) => Object.hasOwn(known, name))
        .map((name) => ({ series: known[name] ?? '', what: `${module}.${name}`, place }))
      return [...whole, ...named]
    })
}

function python2In(
  { path, lines, imports }: SourceFile,
  own: ReadonlySet<string>,
): PythonEvidence['python2'][number][] {
  const written = python2Syntax.flatMap(({ name, pattern }) => {
    const found = lines.find(({ text }) => text.length < 2_000 && pattern.test(text))
    return found === undefined ? [] : [{ what: name, place: { file: path, line: found.line } }]
  })
  const imported = imports
    .filter(({ optional, module }) => !optional && !own.has(module))
    .filter(
      ({ module, names }) =>
        python2Modules.has(module) || names.some((name) => python2Names[module]?.includes(name)),
    )
    .map(({ module, line }) => ({ what: `import ${module}`, place: { file: path, line } }))
  return [...written, ...imported]
}
