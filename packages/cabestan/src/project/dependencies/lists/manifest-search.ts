import type { Tree } from '../../tree/tree.ts'
import type { InstallerNamed } from './installers-named.ts'

/** Where manifests are looked for, and what is known already. */
export interface Search {
  readonly tree: Tree
  /** The project's own paths that may belong to this project. */
  readonly paths: readonly string[]
  readonly engine: string | null
  readonly installers: readonly InstallerNamed[]
}

/** The parts that most manifests do not have. */
export const emptyManifest = { others: [], groups: [], lock: null, requirements: [], stale: [], unread: [] }
