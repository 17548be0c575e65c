import { asNeeded, type Configuration } from '../config/configuration.ts'
import { plainPostgres, plainRedis } from '../config/fill.ts'
import { databaseByDefault } from '../project/data/database.ts'
import { scheduledCommands } from '../project/processes/scheduled-commands.ts'
import type { Reading } from '../project/reading.ts'

/** What a project wants from its server, where the configuration says nothing else. */
export interface Needs {
  readonly postgres: boolean
  readonly redis: boolean
  readonly cron: boolean
  /** Of the distribution. */
  readonly packages: readonly string[]
  /** Of PostgreSQL. */
  readonly extensions: readonly string[]
}

/** Of a project that nobody has read: Django is at home on PostgreSQL. */
const usualNeeds: Needs = { postgres: true, redis: false, cron: false, packages: [], extensions: [] }

/** What the server's distribution lacks is asked of it by the owner alone: nothing could be put on it otherwise. */
export function needsOf(
  reading: Reading,
  configuration: Configuration,
  lacks: readonly string[] = [],
): Needs {
  const { data, processes, dependencies } = reading
  const database = configuration.project.database ?? databaseByDefault(data.database.engine.value)
  return {
    postgres: database === 'postgresql',
    redis: processes.redis.value === true,
    cron: scheduledCommands(reading, configuration).length > 0,
    packages: [
      ...dependencies.system.map(({ name }) => name),
      ...processes.services.flatMap((service) => service.package ?? []),
      ...frontEndPackages(reading, configuration),
      // PostgreSQL brings the program that `dbshell` opens; Python's SQLite has none.
      ...(database === 'sqlite' ? ['sqlite3'] : []),
    ].filter((name) => !lacks.includes(name)),
    extensions: database === 'postgresql' ? data.database.extensions : [],
  }
}

function frontEndPackages({ frontEnd }: Reading, { project }: Configuration): string[] {
  const isBuilt = frontEnd !== null && (frontEnd.scripts.length > 0 || frontEnd.packagesServed === true)
  return isBuilt && project.frontEnd === 'server' ? ['nodejs', 'npm', ...(frontEnd.programs ?? [])] : []
}

/** A configuration with what the project leaves to be decided. */
export type Decided = Configuration & {
  readonly postgres: Exclude<Configuration['postgres'], typeof asNeeded>
  readonly redis: Exclude<Configuration['redis'], typeof asNeeded>
  readonly needs: Needs
}

export function decide(configuration: Configuration, needs: Needs = usualNeeds): Decided {
  const { postgres, redis, packages } = configuration
  const database = postgres === asNeeded ? (needs.postgres ? plainPostgres : null) : postgres
  return {
    ...configuration,
    needs,
    postgres: database && { ...database, extensions: united(database.extensions, needs.extensions) },
    redis: redis === asNeeded ? (needs.redis ? plainRedis : null) : redis,
    packages: united(packages, needs.packages),
  }
}

function united(...lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())]
}
