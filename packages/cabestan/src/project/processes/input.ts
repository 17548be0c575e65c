import type { Place } from '../answer.ts'
import { installedApps, placesOfItems } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import type { Project } from '../where/definition.ts'

export interface ProcessesInput extends Project {
  /** The directory of manage.py, in which commands run. */
  readonly directory: string
  /** The settings as production has them. */
  readonly values: ReadonlyMap<string, Value>
  /** Files of the settings, to locate what they say. */
  readonly settingsFiles: readonly string[]
}

/** Whether an application is installed, by its module or by a class in its `apps`. */
export function hasApp({ values }: ProcessesInput, module: string): boolean {
  return installedApps(values).some((app) => isApp(app, module))
}

function isApp(app: string, module: string): boolean {
  return app === module || app.startsWith(`${module}.apps.`)
}

/** Where it is installed. */
export function appPlace({ values, settingsFiles }: ProcessesInput, module: string): Place {
  const [place] = placesOfItems(values.get('INSTALLED_APPS'), (app) => isApp(app, module))
  return place ?? { file: settingsFiles[0] ?? '' }
}

/** The first of these settings that the project has. */
export function settingOf({ values }: ProcessesInput, ...names: readonly string[]): Value | undefined {
  return names.map((name) => values.get(name)).find((value) => value !== undefined)
}
