import type { Answer, Place } from '../answer.ts'

export type DependencySource =
  | 'requirements'
  | 'pipenv'
  | 'poetry'
  | 'uv'
  | 'pdm'
  | 'pyproject'
  | 'setup'
  | 'conda'
  | 'imports'

export interface Dependencies {
  /** How the venv is to be made. */
  readonly source: Answer<DependencySource>
  /** The files that uv is given, in this order; of several, those for production. */
  readonly files: readonly string[]
  /** Other files of the same kind that were found and not chosen. */
  readonly others: readonly string[]
  /** Groups and extras that production needs: `prod`. */
  readonly groups: readonly string[]
  readonly packages: readonly Requirement[]
  /** What production needs besides: `gunicorn`, `psycopg[binary]`; added to the venv, never to the project. */
  readonly added: readonly { readonly name: string; readonly specifier: string; readonly why: AddedWhy }[]
  /** Packages of Debian that they need, for building or running. */
  readonly system: readonly { readonly name: string; readonly for: string }[]
  /**
   * Requirements that are in the files and cannot be installed on the server: for Windows, modules of Python itself,
   * paths of somebody's machine. Where there are some, uv is given `packages` and not `files`.
   */
  readonly leftOut?: readonly { readonly name: string; readonly why: LeftOutWhy; readonly place: Place }[]
  /** Those in `packages` with a newer version than in the files, because no current Python can run theirs. */
  readonly raised?: readonly {
    readonly name: string
    /** As in the files: `==2.7.4`. */
    readonly was: string
    readonly to: string
    readonly place: Place
  }[]
  /** `packages` is complete, in versions that a lock chose: it is installed as it stands, and nothing is resolved. */
  readonly complete?: true
  /** Constraints for building packages without a wheel: old ones cannot be built with current setuptools. */
  readonly buildConstraints?: readonly string[]
  /** From constraints files: versions of packages that come along without being asked for. */
  readonly constraints?: readonly { readonly name: string; readonly specifier: string }[]
  /** Sources of packages besides the public index: `--extra-index-url`, `--find-links`. */
  readonly indexes?: readonly PackageIndex[]
  /** Each package has an exact version, without which releases are not reproducible. */
  readonly pinned: boolean
}

export interface PackageIndex {
  readonly url: string
  /** In place of the public index, in addition to it, or a page with links to files. */
  readonly option: 'index-url' | 'extra-index-url' | 'find-links'
  readonly place: Place
}

export type AddedWhy = 'server' | 'driver' | 'imported' | 'installed-app' | 'static' | 'compatible'

export type LeftOutWhy =
  | 'windows'
  | 'mac'
  | 'standard-library'
  | 'placeholder'
  | 'distribution'
  | 'local-path'
  | 'conda'
  | 'same-module'
  | 'web-server'

export interface Requirement {
  /** Normalised as on PyPI; for a VCS, URL or path requirement the name where it is known. */
  readonly name: string
  readonly specifier: string
  readonly extras: readonly string[]
  readonly from: 'index' | 'vcs' | 'url' | 'path'
  readonly place: Place
  /** The source of a VCS, URL or path requirement, as pip writes it: `git+https://…@v1`. */
  readonly url?: string
  readonly editable?: true
  /** `sha256:…` of each file that it may be installed from, where the project records them. */
  readonly hashes?: readonly string[]
}
