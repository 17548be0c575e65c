import type { Place } from '../answer.ts'
import type { DatabaseReading } from '../data/reading.ts'
import type { Processes } from '../processes/reading.ts'
import type { Tree } from '../tree/tree.ts'

/** What the other detectors have found out, as far as it decides what must be installed. */
export interface DependencyInput {
  readonly tree: Tree
  /** Of manage.py; '' at the top. */
  readonly directory: string
  /** Of every Django project of the repository. */
  readonly projects: readonly string[]
  readonly pythonPath: readonly string[]
  /** The files that the settings are read from, in production. */
  readonly settingsFiles: readonly string[]
  readonly installedApps: readonly { readonly name: string; readonly place: Place }[]
  /** The database that production will have, which need not be the project's own. */
  readonly engine: DatabaseReading['engine']['value']
  readonly gis: boolean
  readonly interface: Processes['interface']['value']
  readonly redis: boolean
  /** The person's word: the files to install from, whatever else there is. */
  readonly chosen?: readonly string[]
  /** The person's word too: the series of Python. */
  readonly python?: string
  /** What the server has, its distribution's own first; [] where no server is known: `3.13`. */
  readonly serverPythons: readonly string[]
}
