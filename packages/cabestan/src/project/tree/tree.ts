/**
 * The files of a project at one commit, those of its submodules included. All that may be read was fetched
 * before, so that every detector is a pure function of it; nothing outside the repository can be reached.
 */
export interface Tree {
  /** Every path from the top of the repository, separated by `/` and sorted. */
  readonly paths: readonly string[]
  entry(path: string): Entry | undefined
  /**
   * Null for what is no file, is binary, too large, or was not worth reading. A link stands for its target in the
   * tree.
   */
  text(path: string): string | null
}

export interface Entry {
  readonly type: 'file' | 'link' | 'submodule'
  readonly bytes: number
  readonly executable: boolean
  /** The hash by which git knows its content; a folder without a repository has none. */
  readonly object?: string
  /** What kind of file it is, if it has no text and its first bytes tell. */
  readonly content?: 'sqlite' | 'lfs-pointer'
  /** Where a link leads in the tree; null where that is outside or nowhere, so that no release has it. */
  readonly leads?: string | null
}

/** Whether a release has it: a link that leads out of the tree leads to nothing there. */
export function isThere(tree: Tree, path: string): boolean {
  const entry = tree.entry(path)
  return entry !== undefined && entry.leads !== null
}

/** The link that leads out of the tree on the way to a path: the path itself, or a directory above it. */
export function linkOutside(tree: Tree, path: string): string | null {
  return waysTo(path).find((way) => tree.entry(way)?.leads === null) ?? null
}

/** The directories above a path from the top, and the path itself. */
export function waysTo(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
