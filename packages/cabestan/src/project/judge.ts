import type { Configuration } from '../config/configuration.ts'
import { judgeData } from './data/judge-data.ts'
import { judgeDependencies } from './dependencies/judge/judge-dependencies.ts'
import { answeredKeys } from './environment/answered-keys.ts'
import type { ServerNames } from './environment/derived-value.ts'
import { keysBeside } from './environment/keys-beside.ts'
import type { Finding } from './findings/finding.ts'
import { judgeProcesses } from './processes/judge-processes.ts'
import type { ProjectReading } from './read.ts'
import { judgeRepository } from './repository/judge-repository.ts'
import type { RepositoryReading } from './repository/read-repository.ts'
import { judgeSettings } from './settings/judge-settings.ts'
import type { ProjectTree } from './tree/commit.ts'
import { judgeFrontEnd, judgeSites, judgeWhere } from './where/judge-where.ts'

export interface Case {
  readonly tree: ProjectTree
  readonly reading: ProjectReading
  readonly repository: RepositoryReading
  /** Null before `init`. */
  readonly configuration: Configuration | null
  readonly names: ServerNames
  /** `2026-11-24`: which versions have reached their end of life depends on it. */
  readonly today: string
}

/** The deployment checklist: what every room has to say about a project that goes into production. */
export function judge(one: Case): Finding[] {
  const { tree, reading, repository, configuration } = one
  const { where, settings } = reading
  const directory = configuration?.project.directory ?? null
  const ofWhere = judgeWhere({ tree, where, directory })
  // A template from which projects are made has no settings and no releases to judge.
  if (ofWhere.some(({ code }) => code === 'where.template')) return ofWhere
  return [
    ...ofWhere,
    // If no project can be identified, nothing else is known.
    ...(where.directory.value === null ? [] : judgeProject(one)),
    // Somebody in a wrong folder must not be told to make a repository of it.
    ...(repository.state === 'not-git' && where.projects.length === 0
      ? []
      : judgeRepository({
          tree,
          repository,
          wanted: missingFiles(where.pythonPath, settings.missing),
          isFetched: (configuration?.repository ?? null) !== null,
          home: configuration?.web.home ?? null,
        })),
  ]
}

function judgeProject({ tree, reading, configuration, names, today }: Case): Finding[] {
  const { where, settings, environment, processes, data, python } = reading
  const choices = configuration?.project
  const given = [...Object.keys(choices?.env ?? {}), ...(choices?.secrets ?? [])]
  const ofSettings = judgeSettings({
    tree,
    where,
    settings,
    environment,
    given,
    beside: choices ? keysBeside(data.database, { ...choices, given }) : [],
    mail: names.mail !== null,
    wanted: answeredKeys({ tree, where, settings, environment }, names).wanted,
    named: choices?.settings != null,
    django: python.django.value,
  })
  return [
    ...ofSettings,
    ...judgeSites(reading.sitesBeside ?? []),
    ...(choices?.frontEnd === 'off' ? [] : judgeFrontEnd(reading.frontEnd)),
    ...judgeDependencies(reading.dependencyInput, today),
    ...judgeProcesses({
      input: reading.processesInput,
      processes,
      environment,
      given,
      packages: configuration?.packages ?? [],
      redis: configuration?.redis !== null,
      choices: choices ?? { processes: {}, schedule: {}, interface: null },
      hooks: configuration?.hooks ?? null,
      asgi: settings.asgi.value,
      django: python.django.value,
    }),
    ...judgeData({
      tree,
      isCommitted: tree.commit !== null,
      data,
      database: choices?.database ?? null,
      postgres: configuration?.postgres !== null,
      servers: configuration?.servers.length ?? 1,
      // Also for settings that a package makes from a class: nothing failed, and no name can be seen.
      settingsRead:
        settings.unread.length === 0 &&
        (settings.values.size > 0 || !ofSettings.some(({ severity }) => severity === 'error')),
    }),
  ]
}

/** Where settings that are in no commit would be: git may see them in the working copy. */
function missingFiles(
  pythonPath: readonly string[],
  missing: ProjectReading['settings']['missing'],
): string[] {
  const path = missing?.module.replaceAll('.', '/')
  if (path === undefined) return []
  return pythonPath.map((directory) => `${directory === '' ? '' : `${directory}/`}${path}.py`)
}
