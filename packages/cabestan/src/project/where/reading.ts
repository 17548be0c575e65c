import type { Answer, Place } from '../answer.ts'

export interface Where {
  /** The directory of manage.py, '' at the top; null where there is none, or several without a likeliest one. */
  readonly directory: Answer<string>
  /** Every Django project of the repository, the likeliest first. */
  readonly projects: readonly Project[]
  /** Directories of the tree that Python needs on its path; commands run in the first one. */
  readonly pythonPath: readonly string[]
  /** Those of them that come after all packages. */
  readonly appended?: readonly string[]
}

export interface Project {
  readonly directory: string
  /** '' where the project has none, but only wsgi.py. */
  readonly manage: string
  /** As manage.py, wsgi.py and asgi.py name it. */
  readonly settingsNamed: readonly {
    readonly module: string
    readonly place: Place
    readonly outright: boolean
  }[]
}
