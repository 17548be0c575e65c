import type { Configuration } from '../config/configuration.ts'
import { judgeData } from './data/judge-data.ts'
import { judgeDependencies } from './dependencies/judge-dependencies.ts'
import type { Finding } from './findings/finding.ts'
import type { ProjectReading } from './read.ts'
import { judgeRepository } from './repository/judge-repository.ts'
import type { RepositoryReading } from './repository/read-repository.ts'
import type { ProjectTree } from './tree/commit.ts'

export interface Case {
  readonly tree: ProjectTree
  readonly reading: ProjectReading
  readonly repository: RepositoryReading
  /** Null before `init`. */
  readonly configuration: Configuration | null
  /** `2026-11-24`: what has reached its end of life depends on it. */
  readonly today: string
}

/** The deployment checklist: what every area has to say about a project that goes into production. */
export function judge({ tree, reading, repository, configuration, today }: Case): Finding[] {
  const { settings, data } = reading
  return [
    ...judgeDependencies(reading.dependencyInput, today),
    ...judgeData({
      tree,
      data,
      database: configuration?.project.database ?? null,
      servers: configuration?.servers.length ?? 1,
      settingsRead: settings.values.size > 0,
    }),
    ...judgeRepository({ tree, repository, wanted: [] }),
  ]
}
