import type { Overrides, Place } from './answer.ts'
import { databaseByDefault } from './data/database.ts'
import { productionDatabase, readData } from './data/read-data.ts'
import type { DatabaseReading } from './data/reading.ts'
import type { DependencyInput } from './dependencies/input.ts'
import { readPackages } from './dependencies/read-packages.ts'
import { readEnvironmentKeys } from './environment/read-environment-keys.ts'
import type { EnvironmentKey } from './environment/reading.ts'
import { readFrontEnd } from './front-end/read-front-end.ts'
import { sitesBeside } from './front-end/sites-beside.ts'
import { readPage } from './page/read-page.ts'
import type { ProcessesInput } from './processes/input.ts'
import { readProcesses } from './processes/read-processes.ts'
import type { Processes } from './processes/reading.ts'
import { alternatives } from './python/access.ts'
import type { Reading } from './reading.ts'
import { readSettings } from './settings/read-settings.ts'
import type { SettingsReading } from './settings/reading.ts'
import type { Tree } from './tree/tree.ts'
import { readWhere } from './where/read-where.ts'
import type { Where } from './where/reading.ts'

export interface Wanted {
  /** Where the person is, relative to the top of the repository. */
  readonly start: string
  readonly choices: Overrides
  /** Series of Python that the server has, its distribution's own first; empty where no server is known. */
  readonly serverPythons?: readonly string[]
}

/** A reading, with what its judge looks at again. */
export interface ProjectReading extends Reading {
  readonly dependencyInput: DependencyInput
  readonly processesInput: ProcessesInput
}

/** What a Django project is. Each detector sees the files and the answers before it, and nothing else. */
export function readProject(tree: Tree, { start, choices, serverPythons = [] }: Wanted): ProjectReading {
  const where = readWhere(tree, start, choices.directory)
  const { env, settings: module, page } = choices
  const settings = readSettings({ tree, where, module, env })
  const environment = readEnvironmentKeys({ tree, where, settings })
  const directory = where.directory.value ?? ''
  const place = { tree, directory, pythonPath: where.pythonPath, values: settings.values }
  const processesInput = { ...place, settingsFiles: settings.files }
  const processes = decided(readProcesses(processesInput), choices)
  const found: Found = { tree, where, settings, environment, processes }
  const input = { ...dependencyInput(found, choices), serverPythons }
  const { dependencies, python } = readPackages(input)
  const packages = dependencies.packages.map(({ name }) => name)
  const frontEnd = readFrontEnd(tree, directory, settings.values)
  return {
    where,
    settings,
    environment,
    dependencies,
    python,
    processes,
    data: readData({
      ...place,
      settingsFiles: settings.files,
      environment,
      packages,
      django: python.django.value,
    }),
    frontEnd,
    sitesBeside: sitesBeside(tree, frontEnd),
    page: readPage({ ...place, page, isBuilt: (frontEnd?.scripts.length ?? 0) > 0 }),
    dependencyInput: input,
    processesInput,
  }
}

function decided(processes: Processes, { interface: value }: Overrides): Processes {
  if (value === undefined) return processes
  return { ...processes, interface: { value, certainty: 'stated', places: [{ file: 'cabestan.yaml' }] } }
}

interface Found {
  readonly tree: Tree
  readonly where: Where
  readonly settings: SettingsReading
  readonly environment: readonly EnvironmentKey[]
  readonly processes: Processes
}

/** The driver, the server and the libraries follow from what production will have. */
function dependencyInput(found: Found, choices: Overrides): Omit<DependencyInput, 'serverPythons'> {
  const { tree, where, settings, environment, processes } = found
  const directory = where.directory.value ?? ''
  const place = { tree, directory, pythonPath: where.pythonPath, values: settings.values }
  // The packages are not known yet: this decides which of them are added.
  const database = productionDatabase({ ...place, environment, packages: [] })
  return {
    tree,
    directory,
    projects: where.projects.map((project) => project.directory),
    pythonPath: where.pythonPath,
    settingsFiles: settings.files,
    installedApps: installedApps(settings),
    engine: engineInProduction(database.engine.value, choices.database),
    gis: database.gis,
    interface: processes.interface.value,
    redis: processes.redis.value === true,
    commands: processes.programs.map(({ argv }) => argv.join(' ')),
    ...(choices.dependencies ? { chosen: choices.dependencies } : {}),
    ...(choices.python ? { python: choices.python } : {}),
  }
}

function engineInProduction(
  engine: DatabaseReading['engine']['value'],
  choice: Overrides['database'],
): DatabaseReading['engine']['value'] {
  if (choice === 'own') return engine
  return choice ?? databaseByDefault(engine)
}

function installedApps({ values, files }: SettingsReading): { name: string; place: Place }[] {
  const value = values.get('INSTALLED_APPS')
  const lists = value ? alternatives(value) : []
  const fallback: Place = { file: files[0] ?? '' }
  return lists.flatMap((list) =>
    list.type === 'list'
      ? list.items.flatMap((item) =>
          item.type === 'text' ? [{ name: item.text, place: item.place ?? list.place ?? fallback }] : [],
        )
      : [],
  )
}
