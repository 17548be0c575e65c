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
}
