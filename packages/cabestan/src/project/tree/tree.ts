/**
 * The files of a project at one commit, those of its submodules included. All that may be read was fetched
 * before, so that every detector is a pure function of it; nothing outside the repository can be reached.
 */
export interface Tree {
  /** Every path from the top of the repository, with `/` between, sorted. */
  readonly paths: readonly string[]
  entry(path: string): Entry | undefined
  /** Null for what is no file, is binary, is too large or was not worth reading. A link leads to its target in the tree. */
  text(path: string): string | null
}

export interface Entry {
  readonly type: 'file' | 'link' | 'submodule'
  readonly bytes: number
  readonly executable: boolean
  /** By which git knows its content; a folder that is in no repository has none. */
  readonly object?: string
  /** What a file without a text is, where its first bytes say so. */
  readonly content?: 'sqlite' | 'lfs-pointer'
  /** Where a link leads in the tree; null where that is outside of it, or nowhere: no release has it then. */
  readonly leads?: string | null
}

/** Whether a release has it: a link that leads out of the tree is a name for nothing. */
export function isThere(tree: Tree, path: string): boolean {
  const entry = tree.entry(path)
  return entry !== undefined && entry.leads !== null
}

/** The link on the way to a path that leads out of the tree: the path itself, or a directory above it. */
export function linkOutside(tree: Tree, path: string): string | null {
  return waysTo(path).find((way) => tree.entry(way)?.leads === null) ?? null
}

/** The directories above a path from the top, and the path itself. */
export function waysTo(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
