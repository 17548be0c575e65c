import { literalPattern } from '../../../literal-pattern.ts'
import { lineWith } from '../../tree/line-with.ts'
import { directoryOf } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import { at, type Table, table, texts } from './documents.ts'
import { readSetup } from './setup.ts'
import { type Listed, listedInFile, nothing, together, type Unread } from './setup-stated.ts'

/** What a pyproject.toml leaves to other files: `dynamic = ["dependencies"]`. */
export interface Dynamic {
  readonly install: Listed
  readonly extras: ReadonlyMap<string, Listed>
  /** setup.py and setup.cfg, where the list is left to them. */
  readonly files: readonly string[]
}

export function readDynamic(tree: Tree, path: string, document: Table): Dynamic {
  const left = texts(at(document, 'project', 'dynamic'))
  const setup = readSetup(tree, directoryOf(path))
  const install = fromFiles(tree, path, filesOf(document))
  const extras = extrasOfFiles(tree, path, document)
  const toSetup = setup !== null && setup.files.length > 0
  const installLeft = left.includes('dependencies') && install === null
  const extrasLeft = left.includes('optional-dependencies') && extras.size === 0
  return {
    install: install ?? (installLeft ? (toSetup ? setup.install : unknownIn(tree, path, document)) : nothing),
    extras: extrasLeft && toSetup ? setup.extras : extras,
    files: toSetup && (installLeft || extrasLeft) ? setup.files : [],
  }
}

/** For setuptools, and for the hook with which hatch reads a list. */
function filesOf(document: Table): readonly string[] {
  const file = at(document, 'tool', 'setuptools', 'dynamic', 'dependencies', 'file')
  const hatch = at(document, 'tool', 'hatch', 'metadata', 'hooks', 'requirements_txt')
  return [...texts(file), ...texts([file]), ...texts(at(hatch, 'files')), ...texts([at(hatch, 'filename')])]
}

function extrasOfFiles(tree: Tree, path: string, document: Table): ReadonlyMap<string, Listed> {
  const extras = table(at(document, 'tool', 'setuptools', 'dynamic', 'optional-dependencies'))
  return new Map(
    Object.entries(extras).flatMap(([extra, value]) => {
      const file = at(value, 'file')
      const found = fromFiles(tree, path, [...texts(file), ...texts([file])])
      return found === null ? [] : [[extra, found] as const]
    }),
  )
}

function fromFiles(tree: Tree, path: string, files: readonly string[]): Listed | null {
  if (files.length === 0) return null
  return together(
    files.map(
      (name) => listedInFile(tree, path, name) ?? { wanted: [], unread: [unreadIn(tree, path, name)] },
    ),
  )
}

/** Poetry has its own list, whatever `dynamic` says. */
function unknownIn(tree: Tree, path: string, document: Table): Listed {
  const poetry = at(document, 'tool', 'poetry', 'dependencies') !== undefined
  return poetry ? nothing : { wanted: [], unread: [unreadIn(tree, path, 'dynamic')] }
}

function unreadIn(tree: Tree, path: string, what: string): Unread {
  const line = lineWith(tree, path, new RegExp(`^\\s*[^#\\n]*${literalPattern(what)}`)) ?? 1
  return { what, place: { file: path, line } }
}
