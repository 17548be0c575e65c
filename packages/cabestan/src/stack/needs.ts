import { asNeeded, type Configuration } from '../config/configuration.ts'
import { plainPostgres, plainRedis } from '../config/fill.ts'
import { databaseByDefault } from '../project/data/database.ts'
import { scheduledCommands } from '../project/processes/scheduled-commands.ts'
import type { Reading } from '../project/reading.ts'

/** What a project needs from its server, where the configuration does not say otherwise. */
export interface Needs {
  readonly postgres: boolean
  readonly redis: boolean
  readonly cron: boolean
  /** Packages of the distribution. */
  readonly packages: readonly string[]
  /** Extensions of PostgreSQL. */
  readonly extensions: readonly string[]
}

/** For a project that nobody has read: PostgreSQL is Django's usual database. */
const usualNeeds: Needs = { postgres: true, redis: false, cron: false, packages: [], extensions: [] }

/** A package that the distribution lacks is used only if the owner asks for it, since it could not be installed. */
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
      // PostgreSQL's package has the program that `dbshell` opens; Python's SQLite has none.
      ...(database === 'sqlite' ? ['sqlite3'] : []),
    ].filter((name) => !lacks.includes(name)),
    extensions: database === 'postgresql' ? data.database.extensions : [],
  }
}

function frontEndPackages({ frontEnd }: Reading, { project }: Configuration): string[] {
  const isBuilt = frontEnd !== null && (frontEnd.scripts.length > 0 || frontEnd.packagesServed === true)
  return isBuilt && project.frontEnd === 'server' ? ['nodejs', 'npm', ...(frontEnd.programs ?? [])] : []
}

/** A configuration in which the project has decided what was left open. */
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
