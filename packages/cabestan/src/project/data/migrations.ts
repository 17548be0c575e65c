import type { Place } from '../answer.ts'
import { joined } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'

/** A migration as it is written. Migrations are generated, so their text says everything. */
export interface Migration {
  readonly name: string
  readonly file: string
  /** `shop.0001_initial` */
  readonly dependencies: readonly string[]
  readonly replaces: readonly string[]
  /** Models that exist from here on, in lower case. */
  readonly creates: readonly string[]
  /** Whether it may create a table or a view itself, with SQL. */
  readonly runsSql: boolean
  /** Whether all of the above was understood. */
  readonly clear: boolean
}

export interface MigrationPackage {
  readonly directory: string
  /** `namespace`: it contains migrations, but without `__init__.py` Django does not look at them. */
  readonly state: 'absent' | 'namespace' | 'package'
  readonly migrations: readonly Migration[]
}

export function migrationsIn(tree: Tree, directory: string): MigrationPackage {
  const names = filesIn(tree, directory)
  const files = names.filter((name) => isMigration.test(name))
  const migrations = files.flatMap((name) => migrationOf(tree, joined(directory, name)) ?? [])
  const isPackage = names.includes('__init__.py')
  const state = isPackage ? 'package' : migrations.length > 0 ? 'namespace' : 'absent'
  return { directory, state, migrations }
}

/** Django takes every module whose name does not begin like a private or temporary one. */
const isMigration = /^[^_~.][^.]*\.py$/

/** The last migrations of the graph in a fresh database: a squashed migration stands for those that it replaces. */
export function conflictingLeaves(label: string, migrations: readonly Migration[]): string[] {
  if (migrations.some(({ clear }) => !clear)) return []
  const replacements = replacementsIn(label, migrations)
  const standing = migrations.filter(({ name }) => !replacements.has(`${label}.${name}`))
  const parents = new Set(
    standing.flatMap(({ dependencies }) => dependencies.map((each) => replacements.get(each) ?? each)),
  )
  const leaves = standing.filter(({ name }) => !parents.has(`${label}.${name}`)).map(({ name }) => name)
  return leaves.length > 1 ? leaves.sort() : []
}

/** Migrations of the project that others depend on and that are missing. */
export function missingParents(
  migrations: readonly Migration[],
  byLabel: ReadonlyMap<string, readonly Migration[]>,
): { readonly migration: string; readonly place: Place }[] {
  return migrations.flatMap(({ file, dependencies, clear }) =>
    (clear ? dependencies : []).flatMap((parent) => {
      const [label = '', name = ''] = parent.split('.')
      const there = byLabel.get(label)
      if (!there || name.startsWith('__') || there.length === 0) return []
      const known = there.some((each) => each.name === name || each.replaces.includes(parent))
      return known ? [] : [{ migration: parent, place: { file } }]
    }),
  )
}

/** If a replacement is replaced in turn, Django takes the last squashed one. */
function replacementsIn(label: string, migrations: readonly Migration[]): ReadonlyMap<string, string> {
  const direct = new Map(
    migrations.flatMap(({ name, replaces }) => replaces.map((each) => [each, `${label}.${name}`] as const)),
  )
  const last = (name: string, hops = 0): string => {
    const next = direct.get(name)
    return next === undefined || hops > 20 ? name : last(next, hops + 1)
  }
  return new Map([...direct.keys()].map((name) => [name, last(name)]))
}

function filesIn(tree: Tree, directory: string): string[] {
  const prefix = `${directory}/`
  return tree.paths
    .filter((path) => path.startsWith(prefix) && !path.includes('/', prefix.length))
    .map((path) => path.slice(prefix.length))
}

function migrationOf(tree: Tree, file: string): Migration | null {
  const text = tree.text(file)
  const name = file.slice(file.lastIndexOf('/') + 1, -'.py'.length)
  if (text === null)
    return { name, file, dependencies: [], replaces: [], creates: [], runsSql: true, clear: false }
  // Migrations from before Django 1.7, by South, do not count for it.
  if (!/\bMigration\b/.test(text) || /\bsouth\./.test(text)) return null
  // If a module defines the class twice, Python keeps the last one.
  const standing = text.slice(Math.max(0, text.lastIndexOf('\nclass Migration')))
  const dependencies = pairsOf(standing, 'dependencies')
  const replaces = pairsOf(standing, 'replaces')
  // Operations of the project's own that build on it have its name in theirs: `CreateModelIfMissing(…)`.
  const created = [...text.matchAll(/\bCreateModel\w*\(\s*(?:name\s*=\s*)?['"](\w+)['"]/g)]
  const renamed = [...text.matchAll(/\bRenameModel\([^)]{0,200}?(?:new_name\s*=\s*)?['"](\w+)['"],?\s*\)/g)]
  const clear =
    dependencies !== null &&
    replaces !== null &&
    created.length >= countOf(text, 'CreateModel(') &&
    renamed.length === countOf(text, 'RenameModel(')
  const runsSql = /\bRunSQL\b|\bexecute\(/.test(text)
  const creates = [...created, ...renamed].map(([, model = '']) => model.toLowerCase())
  return { name, file, dependencies: dependencies ?? [], replaces: replaces ?? [], creates, runsSql, clear }
}

/**
 * `dependencies = [('shop', '0001_initial'), migrations.swappable_dependency(…)]`; null where it is written in
 * another way.
 */
function pairsOf(text: string, attribute: 'dependencies' | 'replaces'): string[] | null {
  const start = new RegExp(`^[ \\t]+${attribute}[ \\t]*(?::[^=\\n]{0,80})?=[ \\t]*`, 'm').exec(text)
  if (!start) return []
  const from = start.index + start[0].length
  const block = closedBlock(text.slice(from, from + 100_000).replace(/#.*$/gm, ''))
  // After a name the bracket belongs to a call: `swapper.dependency('pki', 'Ca')` names no migration.
  const pairs = block?.matchAll(
    /(?<!\w)[([]\s*[rub]?['"](\w+)['"]\s*,\s*[rub]?['"]([^'"\n]+)['"]\s*,?\s*[)\]]/g,
  )
  return pairs ? [...pairs].map(([, label, name]) => `${label}.${name}`) : null
}

/** From an opening bracket to the one that closes it; null where the line goes on after that. */
function closedBlock(text: string): string | null {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '[' || character === '(') depth += 1
    if (character === ']' || character === ')') depth -= 1
    if (depth === 0)
      return at > 0 && /^[ \t]*(\r?\n|$)/.test(text.slice(at + 1, at + 80)) ? text.slice(0, at + 1) : null
  }
  return null
}

function countOf(text: string, word: string): number {
  return text.split(word).length - 1
}
