import type { Reading } from './reading.ts'

/** A reading without its evidence: plain values that can be printed, stored and compared. */
export interface Answers {
  readonly directory: string | null
  readonly projects: readonly string[]
  readonly pythonPath: readonly string[]
  readonly settings: string | null
  readonly settingsForm: string
  readonly settingsClass: string | null
  readonly switches: Readonly<Record<string, string>>
  readonly wsgi: string | null
  readonly asgi: string | null
  readonly interface: string | null
  readonly django: string | null
  readonly python: string | null
  readonly dependencySource: string | null
  readonly dependencyFiles: readonly string[]
  readonly packages: readonly string[]
  readonly added: readonly string[]
  readonly system: readonly string[]
  readonly pinned: boolean
  readonly database: string | null
  readonly gis: boolean
  readonly databaseGiven: string
  readonly neededKeys: readonly string[]
  readonly programs: Readonly<Record<string, string>>
  readonly redis: boolean | null
  readonly rabbitmq: boolean | null
  readonly services: readonly string[]
  readonly sqliteFiles: Readonly<Record<string, string>>
  readonly withoutMigrations: readonly string[]
  readonly frontEnd: string | null
  readonly page: string | null
}

export function answersOf(reading: Reading): Answers {
  const { where, settings, dependencies, python, processes, data, frontEnd } = reading
  return {
    directory: where.directory.value,
    projects: where.projects.map(({ directory }) => directory),
    pythonPath: where.pythonPath,
    settings: settings.module.value,
    settingsForm: settings.form,
    settingsClass: settings.className,
    switches: Object.fromEntries(settings.switches.map(({ key, value }) => [key, value])),
    wsgi: settings.wsgi.value,
    asgi: settings.asgi.value,
    interface: processes.interface.value,
    django: python.django.value,
    python: python.series.value,
    dependencySource: dependencies.source.value,
    dependencyFiles: dependencies.files,
    packages: dependencies.packages.map(({ name }) => name),
    added: dependencies.added.map(({ name }) => name),
    system: dependencies.system.map(({ name }) => name),
    pinned: dependencies.pinned,
    database: data.database.engine.value,
    gis: data.database.gis,
    databaseGiven: data.database.given,
    neededKeys: reading.environment.filter(({ needed }) => needed).map(({ name }) => name),
    programs: Object.fromEntries(processes.programs.map(({ name, argv }) => [name, argv.join(' ')])),
    redis: processes.redis.value,
    rabbitmq: processes.rabbitmq.value,
    services: processes.services.map(({ name }) => name),
    sqliteFiles: Object.fromEntries(data.sqliteFiles.map(({ path, use }) => [path, use])),
    withoutMigrations: data.applications
      .filter(({ migrations }) => migrations === 'no-package' || migrations === 'empty-package')
      .map(({ label }) => label),
    frontEnd: frontEnd && frontEnd.scripts.length > 0 ? frontEnd.directory || '.' : null,
    page: reading.page.value,
  }
}
