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
  /** What is given to uv, in this order; of several, those meant for production. */
  readonly files: readonly string[]
  /** Further files of the kind that were found and not chosen. */
  readonly others: readonly string[]
  /** Groups and extras that production needs: `prod`. */
  readonly groups: readonly string[]
  readonly packages: readonly Requirement[]
  /** What production needs beside them: `gunicorn`, `psycopg[binary]`; added to the venv, never to the project. */
  readonly added: readonly { readonly name: string; readonly specifier: string; readonly why: AddedWhy }[]
  /** Packages of Debian that they need, to build or to run. */
  readonly system: readonly { readonly name: string; readonly for: string }[]
  /**
   * Requirements that are in the files and cannot be installed on the server: for Windows, modules of Python itself,
   * paths of somebody's machine. Where there are some, uv is given `packages` and not `files`.
   */
  readonly leftOut?: readonly { readonly name: string; readonly why: LeftOutWhy; readonly place: Place }[]
  /** Those that stand in `packages` in a newer version than in the files, because no Python of today runs theirs. */
  readonly raised?: readonly {
    readonly name: string
    /** As the files have it: `==2.7.4`. */
    readonly was: string
    readonly to: string
    readonly place: Place
  }[]
  /** `packages` is all there is, in versions that a lock chose: to be installed as it stands, resolving nothing. */
  readonly complete?: true
  /** What packages are built with, where they have no wheel: old ones do not build with the setuptools of today. */
  readonly buildConstraints?: readonly string[]
  /** Of constraints files: versions of what comes along without being asked for. */
  readonly constraints?: readonly { readonly name: string; readonly specifier: string }[]
  /** Sources of packages beside the public index: `--extra-index-url`, `--find-links`. */
  readonly indexes?: readonly PackageIndex[]
  /** Of each package with exact versions: only then is every release the same. */
  readonly pinned: boolean
}

export interface PackageIndex {
  readonly url: string
  /** Instead of the public index, beside it, or a page with links to files. */
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

export interface Requirement {
  /** As PyPI normalises it; for a VCS, URL or path requirement the name where it is known. */
  readonly name: string
  readonly specifier: string
  readonly extras: readonly string[]
  readonly from: 'index' | 'vcs' | 'url' | 'path'
  readonly place: Place
  /** What a VCS, URL or path requirement is taken from, as pip writes it: `git+https://…@v1`. */
  readonly url?: string
  readonly editable?: true
  /** `sha256:…` of each file that it may be installed from, where the project keeps them. */
  readonly hashes?: readonly string[]
}
