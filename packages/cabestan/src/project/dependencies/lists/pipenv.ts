import type { Tree } from '../../tree/tree.ts'
import { at, jsonOf, linesOf, table, text, texts, tomlOf } from './documents.ts'
import { normalised } from './names.ts'
import { vcsUrl } from './poetry.ts'
import type { Wanted } from './requirements-file.ts'

/** `[packages]` of a Pipfile; null where it cannot be read. */
export function readPipfile(tree: Tree, path: string): readonly Wanted[] | null {
  const document = tomlOf(tree, path)
  if (document === null) return null
  return requirementsOf(document['packages'], path, linesOf(tree, path, /^\s*["']?([A-Za-z0-9._-]+)/))
}

/** `default` of a Pipfile.lock: all packages in exact versions. */
export function readPipfileLock(tree: Tree, path: string): readonly Wanted[] | null {
  const document = jsonOf(tree, path)
  if (document === null) return null
  return requirementsOf(document['default'], path, linesOf(tree, path, /^ {8}"([^"]+)": \{/))
}

/** Names with versions, or with a table of details, from a Pipfile or a pixi.toml. */
export function requirementsOf(
  packages: unknown,
  path: string,
  lines: ReadonlyMap<string, number>,
): Wanted[] {
  return Object.entries(table(packages)).map(([name, value]) => ({
    ...sourceOf(value),
    name: normalised(name),
    specifier: specifierOf(text(value) ?? text(at(value, 'version')) ?? ''),
    extras: texts(at(value, 'extras')).map(normalised),
    place: { file: path, line: lines.get(name.toLowerCase()) ?? 1 },
    marker: markerOf(value),
    editable: at(value, 'editable') === true,
    ...hashesOf(value),
  }))
}

function hashesOf(value: unknown): Pick<Wanted, 'hashes'> {
  const hashes = texts(at(value, 'hashes'))
  return hashes.length > 0 ? { hashes } : {}
}

function sourceOf(value: unknown): Pick<Wanted, 'from' | 'url'> {
  const git = vcsUrl(value)
  if (git !== null) return { from: 'vcs', url: git }
  const path = text(at(value, 'path'))
  const file = text(at(value, 'file')) ?? path
  if (file === null) return { from: 'index', url: null }
  return { from: file.startsWith('http') ? 'url' : 'path', url: file }
}

function specifierOf(version: string): string {
  const clean = version.replace(/\s+/g, '')
  return clean === '*' ? '' : /^\d/.test(clean) ? `==${clean}` : clean
}

/** Besides `markers`, each marker may be a key of its own: `sys_platform = "== 'win32'"`. */
function markerOf(value: unknown): string {
  const keys = ['sys_platform', 'os_name', 'platform_system', 'python_version', 'platform_machine']
  const own = keys.flatMap((key) => {
    const condition = text(at(value, key))
    return condition === null ? [] : [`${key} ${condition}`]
  })
  return [text(at(value, 'markers')) ?? '', ...own].filter((each) => each !== '').join(' and ')
}
