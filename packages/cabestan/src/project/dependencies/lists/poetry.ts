import type { Tree } from '../../tree/tree.ts'
import type { Requirement } from '../reading.ts'
import { at, linesOf, list, table, text, texts, tomlOf } from './documents.ts'
import { type Lock, type Locked, lockOf, type Wants, wheelTags } from './lock.ts'
import { normalised } from './names.ts'
import { requirementOf } from './requirement-text.ts'
import type { Wanted } from './requirements-file.ts'

/** `[tool.poetry.dependencies]` and groups: `name = "^1.2"`, `{version = …, extras = […]}`, or several of them. */
export function poetryRequirements(
  dependencies: unknown,
  path: string,
  lines: ReadonlyMap<string, number>,
  /** Of the optional ones, those that an extra of production names. */
  taken: ReadonlySet<string> = new Set(),
): Wanted[] {
  return Object.entries(table(dependencies))
    .filter(([name]) => name !== 'python')
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((each) => [name, each] as const))
    .filter(([name, value]) => at(value, 'optional') !== true || taken.has(normalised(name)))
    .map(([name, value]) =>
      poetryRequirement(name, value, { file: path, line: lines.get(name.toLowerCase()) ?? 1 }),
    )
}

function poetryRequirement(name: string, value: unknown, place: Requirement['place']): Wanted {
  const address = text(at(value, 'git')) ?? text(at(value, 'url')) ?? text(at(value, 'path'))
  return {
    name: normalised(name),
    specifier: address === null ? poetrySpecifier(text(value) ?? text(at(value, 'version')) ?? '*') : '',
    extras: texts(at(value, 'extras')).map(normalised),
    from: at(value, 'git') ? 'vcs' : at(value, 'url') ? 'url' : at(value, 'path') ? 'path' : 'index',
    place,
    marker: [text(at(value, 'markers')), pythonMarker(text(at(value, 'python')))]
      .filter(Boolean)
      .join(' and '),
    url: vcsUrl(value) ?? address,
    editable: at(value, 'develop') === true,
  }
}

export function vcsUrl(value: unknown): string | null {
  const git = text(at(value, 'git'))
  const reference =
    text(at(value, 'rev')) ?? text(at(value, 'ref')) ?? text(at(value, 'tag')) ?? text(at(value, 'branch'))
  const directory = text(at(value, 'subdirectory'))
  const inside = directory === null ? '' : `#subdirectory=${directory}`
  return git === null ? null : `git+${git}${reference === null ? '' : `@${reference}`}${inside}`
}

function pythonMarker(versions: string | null): string {
  if (versions === null || versions.includes('|')) return ''
  return poetrySpecifier(versions)
    .split(',')
    .flatMap((clause) => {
      const match = /^([<>=!~]+)(.+)$/.exec(clause)
      return match ? [`python_version ${match[1]} "${match[2]}"`] : []
    })
    .join(' and ')
}

/** Poetry's `^1.2`, `~1.2`, `1.*` and bare `1.2` as PEP 440 says it. */
export function poetrySpecifier(versions: string): string {
  const clauses = versions.split(/[,\s]+(?=[\^~<>=!\d*])/).map((clause) => clause.replace(/\s+/g, ''))
  return clauses.flatMap(poetryClause).join(',')
}

function poetryClause(clause: string): string[] {
  if (clause === '' || clause === '*') return []
  const caret = /^\^(\d+(?:\.\d+)*)(.*)$/.exec(clause)
  if (caret?.[1]) return [`>=${clause.slice(1)}`, `<${nextAfter(caret[1], 'caret')}`]
  const tilde = /^~(\d+(?:\.\d+)*)(.*)$/.exec(clause)
  if (tilde?.[1]) return [`>=${clause.slice(1)}`, `<${nextAfter(tilde[1], 'tilde')}`]
  return [/^\d/.test(clause) ? `==${clause}` : clause]
}

/** The first version that is out: `^1.2` ends before 2, `^0.2` before 0.3, `~1.2.3` before 1.3. */
function nextAfter(version: string, operator: 'caret' | 'tilde'): string {
  const parts = version.split('.').map(Number)
  const first = parts.findIndex((part) => part !== 0)
  const tilde = parts.length === 1 ? 0 : 1
  const index = operator === 'tilde' ? tilde : first === -1 ? parts.length - 1 : first
  return parts
    .slice(0, index + 1)
    .map((part, position) => (position === index ? part + 1 : part))
    .join('.')
}

export function readPoetryLock(tree: Tree, path: string): Lock | null {
  const document = tomlOf(tree, path)
  if (document === null) return null
  const lines = linesOf(tree, path, /^name = "([^"]+)"/)
  const files = at(document, 'metadata', 'files')
  return lockOf(list(document['package']).map((each) => lockedOf(each, files, { file: path, lines })))
}

interface Evidence {
  readonly file: string
  readonly lines: ReadonlyMap<string, number>
}

function lockedOf(value: unknown, files: unknown, { file, lines }: Evidence): Locked {
  const name = text(at(value, 'name')) ?? ''
  const type = text(at(value, 'source', 'type'))
  const artefacts = list(at(value, 'files')).length > 0 ? at(value, 'files') : at(files, name)
  return {
    name: normalised(name),
    version: text(at(value, 'version')) ?? '',
    from:
      type === 'git'
        ? 'vcs'
        : type === 'url'
          ? 'url'
          : type === 'file' || type === 'directory'
            ? 'path'
            : 'index',
    url: sourceUrl(at(value, 'source')),
    markers: lockMarkers(value),
    dependencies: Object.entries(table(at(value, 'dependencies'))).flatMap(wantsOf),
    extras: extrasIn(at(value, 'extras')),
    wheels: wheelTags(list(artefacts).flatMap((each) => text(at(each, 'file')) ?? [])),
    registry: type === 'legacy' ? text(at(value, 'source', 'url')) : null,
    hashes: list(artefacts).flatMap((each) => text(at(each, 'hash')) ?? []),
    place: { file, line: lines.get(name.toLowerCase()) ?? 1 },
  }
}

function lockMarkers(value: unknown): readonly string[] {
  const markers = at(value, 'markers')
  const single = text(markers)
  if (single !== null) return [single]
  // Since Poetry 2 a marker may stand for each group. One that has none wants it whatever the Python.
  const several = Object.values(table(markers)).flatMap((each) => text(each) ?? [])
  if (several.length > 0 && several.length >= list(at(value, 'groups')).length) return several
  const python = pythonMarker(text(at(value, 'python-versions')))
  return python === '' ? [] : [python]
}

function sourceUrl(source: unknown): string | null {
  const url = text(at(source, 'url'))
  if (url === null) return null
  const reference = text(at(source, 'resolved_reference')) ?? text(at(source, 'reference'))
  if (text(at(source, 'type')) === 'git') return `git+${url}${reference === null ? '' : `@${reference}`}`
  return ['url', 'file', 'directory'].includes(text(at(source, 'type')) ?? '') ? url : null
}

function wantsOf([name, value]: [string, unknown]): Wants[] {
  return (Array.isArray(value) ? value : [value])
    .filter((each) => at(each, 'optional') !== true)
    .map((each) => ({ name, extras: texts(at(each, 'extras')), marker: text(at(each, 'markers')) ?? '' }))
}

function extrasIn(extras: unknown): ReadonlyMap<string, readonly Wants[]> {
  return new Map(
    Object.entries(table(extras)).map(([extra, requirements]) => [
      normalised(extra),
      texts(requirements).flatMap((each) => {
        const requirement = requirementOf(each)
        return requirement === null ? [] : [requirement]
      }),
    ]),
  )
}
