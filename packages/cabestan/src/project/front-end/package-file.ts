import { isObject } from '../../is-object.ts'
import { directoryOf, fileNameOf, joined, prefixes, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'

/** What a `package.json` says, as far as it matters here. */
export interface PackageFile {
  readonly file: string
  readonly directory: string
  readonly scripts: Readonly<Record<string, string>>
  readonly packages: ReadonlySet<string>
  /** It only holds other packages together. */
  readonly workspaces: boolean
  /** `pnpm@9.1.0` */
  readonly packageManager: string | null
  readonly node: string | null
}

const mostFiles = 60

export function packageFiles(tree: Tree): PackageFile[] {
  return sourcePaths(tree)
    .filter((path) => fileNameOf(path) === 'package.json')
    .slice(0, mostFiles)
    .flatMap((file) => packageFile(tree, file) ?? [])
}

function packageFile(tree: Tree, file: string): PackageFile | null {
  const content = recordOf(parsed(tree.text(file)))
  if (!content) return null
  const dependencies = [content['dependencies'], content['devDependencies']].map(recordOf)
  const { node } = recordOf(content['engines']) ?? {}
  const { node: volta } = recordOf(content['volta']) ?? {}
  return {
    file,
    directory: directoryOf(file),
    scripts: textsOf(recordOf(content['scripts'])),
    packages: new Set(dependencies.flatMap((each) => Object.keys(each ?? {}))),
    workspaces: content['workspaces'] !== undefined || holdsTogether(tree, directoryOf(file)),
    packageManager: textOf(content['packageManager']),
    node: textOf(volta) ?? textOf(node),
  }
}

function holdsTogether(tree: Tree, directory: string): boolean {
  const marks = ['turbo.json', 'lerna.json', 'nx.json']
  if (marks.some((name) => tree.entry(joined(directory, name)) !== undefined)) return true
  // Since pnpm 10 its settings are in this file too, even for a single package.
  return /^packages\s*:/m.test(tree.text(joined(directory, 'pnpm-workspace.yaml')) ?? '')
}

export function managerOf(
  tree: Tree,
  { directory, packageManager }: PackageFile,
): 'npm' | 'yarn' | 'pnpm' | 'bun' {
  const stated = /^(npm|yarn|pnpm|bun)@/.exec(packageManager ?? '')?.[1]
  if (stated) return stated as 'npm' | 'yarn' | 'pnpm' | 'bun'
  for (const above of [directory, ...prefixes(directory)])
    for (const [manager, lock] of locks) if (tree.entry(joined(above, lock))) return manager
  return 'npm'
}

const locks = [
  ['npm', 'package-lock.json'],
  ['npm', 'npm-shrinkwrap.json'],
  ['pnpm', 'pnpm-lock.yaml'],
  ['yarn', 'yarn.lock'],
  ['bun', 'bun.lock'],
  ['bun', 'bun.lockb'],
] as const

/** The Node that the project asks for, in the nearest file first: `18`, `>=20`. */
export function nodeOf(tree: Tree, { directory, node }: PackageFile): string | null {
  if (node !== null) return node
  for (const above of [directory, ...prefixes(directory)]) {
    for (const name of ['.nvmrc', '.node-version']) {
      const version = tree.text(joined(above, name))?.trim().split(/\s/)[0]
      if (version) return version.replace(/^v/, '')
    }
    const tools = /^(?:nodejs|node)[ \t]+(\S{1,40})/m.exec(tree.text(joined(above, '.tool-versions')) ?? '')
    if (tools?.[1]) return tools[1]
  }
  return null
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return isObject(value) ? value : null
}

function textsOf(record: Record<string, unknown> | null): Record<string, string> {
  const texts = Object.entries(record ?? {}).filter(([, value]) => typeof value === 'string')
  return Object.fromEntries(texts) as Record<string, string>
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
