import type { Place } from '../../answer.ts'
import { directoryOf } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import { isAddress, requirementOf } from './requirement-text.ts'
import { readRequirementsFile, type Wanted, within } from './requirements-file.ts'

/** What a setup.py or a setup.cfg says, before anything is selected. */
export interface Stated {
  readonly name: string
  readonly install: Listed
  readonly extras: ReadonlyMap<string, Listed>
  /** `tests_require` */
  readonly tests: Listed
  readonly python: Line | null
}

export interface Listed {
  readonly wanted: readonly Wanted[]
  readonly unread: readonly Unread[]
}

/** Part of a list that cannot be known without running the code that makes it. */
export interface Unread {
  readonly what: string
  readonly place: Place
}

export interface Line {
  readonly text: string
  readonly place: Place
}

export const nothing: Listed = { wanted: [], unread: [] }

export function together(parts: readonly Listed[]): Listed {
  return {
    wanted: parts.flatMap(({ wanted }) => wanted),
    unread: parts.flatMap(({ unread }) => unread),
  }
}

/** The requirements of a file that another file names; null where it does not exist. */
export function listedInFile(tree: Tree, from: string, name: string): Listed | null {
  const file = within(directoryOf(from), name)
  if (file === null || tree.text(file) === null) return null
  return { wanted: readRequirementsFile(tree, file).wanted, unread: [] }
}

/** The requirements in these lines, which may come from a requirements file: `-r base.txt`, `-e git+…`. */
export function listed(tree: Tree, lines: readonly Line[], what: string): Listed {
  return together(lines.map((line) => listedLine(tree, line, what)))
}

function listedLine(tree: Tree, { text, place }: Line, what: string): Listed {
  const [, option, value = ''] = /^(--?[a-z-]+)[\s=]*(.*)$/.exec(text) ?? []
  if (option === '-r' || option === '--requirement') {
    const file = within(directoryOf(place.file), value)
    return { wanted: file === null ? [] : readRequirementsFile(tree, file).wanted, unread: [] }
  }
  const isEditable = (option === '-e' || option === '--editable') && isAddress(value) && value !== '.'
  if (option !== undefined && !isEditable) return nothing
  const requirement = requirementOf(option === undefined ? text : value)
  if (requirement === null) return { wanted: [], unread: [{ what, place }] }
  return { wanted: [{ ...requirement, place, editable: false }], unread: [] }
}
