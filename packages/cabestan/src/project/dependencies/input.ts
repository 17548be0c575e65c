import type { Place } from '../answer.ts'
import type { DatabaseReading } from '../data/reading.ts'
import type { Processes } from '../processes/reading.ts'
import type { Tree } from '../tree/tree.ts'

/** What other detectors have found out, as far as it decides what must be installed. */
export interface DependencyInput {
  readonly tree: Tree
  /** The directory of manage.py; '' at the top. */
  readonly directory: string
  /** The directories of every Django project in the repository. */
  readonly projects: readonly string[]
  readonly pythonPath: readonly string[]
  /** Files that the settings are read from in production. */
  readonly settingsFiles: readonly string[]
  readonly installedApps: readonly { readonly name: string; readonly place: Place }[]
  /** The database that production will have, which may differ from the project's own. */
  readonly engine: DatabaseReading['engine']['value']
  readonly gis: boolean
  readonly interface: Processes['interface']['value']
  readonly redis: boolean
  /** Of the processes that are kept running beside the web. */
  readonly commands?: readonly string[]
  /** A person's choice: the files to install from, whatever else there is. */
  readonly chosen?: readonly string[]
  /** Also a person's choice: the series of Python. */
  readonly python?: string
  /** Series that the server has, its distribution's own first; [] where no server is known: `3.13`. */
  readonly serverPythons: readonly string[]
}
