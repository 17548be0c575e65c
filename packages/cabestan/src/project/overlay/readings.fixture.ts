import type { Answer } from '../answer.ts'
import { readData } from '../data/read-data.ts'
import type { DataReading } from '../data/reading.ts'
import { readEnvironmentKeys } from '../environment/read-environment-keys.ts'
import { readProcesses } from '../processes/read-processes.ts'
import type { Reading } from '../reading.ts'
import { readSettings } from '../settings/read-settings.ts'
import { readFolder } from '../tree/folder.ts'
import { readWhere } from '../where/read-where.ts'

export interface Wanted {
  readonly form: string
  /** As its dependencies would pin it; null where they do not. */
  readonly django: string | null
  readonly module?: string | undefined
  readonly env: Readonly<Record<string, string>>
  readonly data?: Partial<DataReading>
}

/** What is read of a small project in tests/golden/overlay, whose dependencies and pages do not matter here. */
export async function readingOf({ form, django, module, env, data }: Wanted): Promise<Reading> {
  const path = `../../../../../tests/golden/overlay/${form}/project`
  const tree = await readFolder(new URL(path, import.meta.url).pathname)
  const where = readWhere(tree, '')
  const settings = readSettings({ tree, where, module, env })
  const environment = readEnvironmentKeys({ tree, where, settings })
  const directory = where.directory.value ?? ''
  const common = { tree, directory, pythonPath: where.pythonPath, values: settings.values, packages: [] }
  return {
    where,
    settings,
    environment,
    dependencies,
    python: { declared: said<string>(null), series: said('3.13'), django: said(django) },
    processes: readProcesses({ ...common, settingsFiles: settings.files }),
    data: { ...readData({ ...common, environment, settingsFiles: settings.files }), ...data },
    frontEnd: null,
    page: said('/'),
  }
}

const dependencies: Reading['dependencies'] = {
  source: said('requirements' as const),
  files: [],
  others: [],
  groups: [],
  packages: [],
  added: [],
  system: [],
  pinned: true,
}

function said<T>(value: T | null): Answer<T> {
  return { value, certainty: 'stated', places: [] }
}
