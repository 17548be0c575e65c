import type { Configuration } from '../../config/configuration.ts'
import { loadOffline } from '../../config/load.ts'
import type { Invocation } from '../../invocation.ts'
import type { Overrides } from '../../project/answer.ts'
import type { Finding } from '../../project/findings/finding.ts'
import { judge } from '../../project/judge.ts'
import { readProject } from '../../project/read.ts'
import type { Reading } from '../../project/reading.ts'
import { type RepositoryReading, readRepository } from '../../project/repository/read-repository.ts'
import type { ProjectTree } from '../../project/tree/commit.ts'
import { readTree } from '../../project/tree/read-tree.ts'
import { overlayDecisions } from './overlay-decisions.ts'
import { projectName } from './project-name.ts'

/** A project on this computer: what it is at its last commit, and what is to be said about it. */
export interface ProjectAt {
  /** What a person would call it before it has a name in cabestan.yaml. */
  readonly name: string
  readonly commit: string | null
  /** Null before `init`. */
  readonly configuration: Configuration | null
  readonly reading: Reading
  readonly findings: readonly Finding[]
}

/** The files and the history of the person's folder, read once however often they are used. */
export interface Folder {
  readonly configuration: Configuration | null
  readonly tree: ProjectTree
  readonly repository: RepositoryReading
}

export async function openFolder(
  { directory, options }: Invocation,
  { revision = 'HEAD', toWrite = false } = {},
): Promise<Folder> {
  const { config: file, environment } = options
  const [configuration, tree] = await Promise.all([
    loadOffline({ directory, file, environment, toWrite }),
    readTree(directory, revision),
  ])
  return { configuration, tree, repository: await readRepository(tree) }
}

/** `more` holds decisions of this session that stand in no file yet. */
export function projectIn(
  { configuration, tree, repository }: Folder,
  more: Overrides = {},
  serverPythons: readonly string[] = [],
): ProjectAt {
  const choices = { ...choicesOf(configuration), ...more }
  const reading = readProject(tree, { start: tree.prefix, choices, serverPythons })
  const directory = reading.where.directory.value ?? tree.prefix
  const name = projectName(tree.top, directory, { isAlone: reading.where.projects.length < 2 })
  const names = overlayDecisions({ reading, name }, configuration)
  const findings = judge({ tree, reading, repository, configuration, names, today: today() })
  return { name, commit: tree.commit, configuration, reading, findings }
}

function choicesOf(configuration: Configuration | null): Overrides {
  if (configuration === null) return {}
  const {
    directory,
    settings,
    python,
    dependencies,
    page,
    env,
    database,
    interface: web,
  } = configuration.project
  return {
    ...(database === null ? {} : { database }),
    ...(web === null ? {} : { interface: web }),
    ...(directory === null ? {} : { directory }),
    ...(settings === null ? {} : { settings }),
    ...(python === null ? {} : { python }),
    ...(dependencies === null ? {} : { dependencies }),
    ...(page === null ? {} : { page }),
    env,
  }
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}
