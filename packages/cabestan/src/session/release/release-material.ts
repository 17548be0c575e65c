import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CabestanError, toFailure } from '@cabestan/protocol/failures'
import type { Commit } from '@cabestan/protocol/releases'
import type { Configuration } from '../../config/configuration.ts'
import { exitCodes, type Invocation } from '../../invocation.ts'
import { outcomeOf } from '../../project/findings/finding.ts'
import { spareSubmodules } from '../../project/repository/spare-submodules.ts'
import { workingCopyOf } from '../../project/tree/commit.ts'
import { commitDetails } from '../../source/commit-details.ts'
import { type LocalSource, readSource } from '../../source/source.ts'
import { type Folder, openFolder, type ProjectAt, projectIn } from '../project/project.ts'

/** Everything that this computer contributes to a release, read once for all servers. */
export interface Material {
  readonly folder: Folder
  /** Read without knowing any server. */
  readonly project: ProjectAt
  readonly commit: Commit
  /** As it was typed. */
  readonly ref: string
  readonly source: LocalSource
  /** A temporary directory, which is removed when the command ends. */
  readonly scratch: string
}

/** Prepared for `work` from the commit that was typed, and removed when that ends. */
export async function withMaterial<T>(
  invocation: Invocation,
  configuration: Configuration,
  work: (material: Material | null) => Promise<T>,
): Promise<T> {
  const material = await openMaterial(invocation, configuration, invocation.words[0])
  try {
    return await work(material)
  } finally {
    if (material) await rm(material.scratch, { recursive: true, force: true })
  }
}

/** Null where there is no Django project in a repository here: then only the server is looked at. */
async function openMaterial(
  invocation: Invocation,
  configuration: Configuration,
  ref = 'HEAD',
): Promise<Material | null> {
  const folder = await openFolder(invocation, { revision: ref }).catch((thrown) => {
    throw environmentMeant(thrown, ref, configuration) ?? thrown
  })
  assertUnambiguous(ref, invocation, configuration)
  const project = projectIn(folder)
  if (folder.tree.commit === null) {
    if (ref === 'HEAD' && isNoProject(project)) return null
    throw await withoutCommit(invocation)
  }
  if (isNoProject(project)) return null
  const commit = await commitDetails(folder.tree.top, folder.tree.commit)
  const scratch = await mkdtemp(join(tmpdir(), 'cabestan-release-'))
  invocation.interruption.closing.add(() => rm(scratch, { recursive: true, force: true }))
  const source = await readSource({
    top: folder.tree.top,
    commit: commit.id,
    directories: project.reading.data.missingDirectories.map(({ path }) => path),
    spare: spareSubmodules(folder.tree),
    repository: configuration.repository,
    scratch,
  })
  return { folder, project, commit, ref: nameOf(ref, folder), source, scratch }
}

/** `deploy staging` where `deploy -e staging` was meant: other tools take the environment as a word. */
function environmentMeant(
  thrown: unknown,
  word: string,
  { environments }: Configuration,
): CabestanError | null {
  const { code } = toFailure(thrown)
  if (code !== 'git.unknown-revision' || !environments.includes(word)) return null
  return new CabestanError('usage.environment', { word }, { cause: thrown })
}

/** A branch of the name of another environment: whoever typed it may have meant that, and would go to production. */
function assertUnambiguous(word: string, { options }: Invocation, configuration: Configuration): void {
  const { environment, environments } = configuration
  if (options.environment !== undefined || word === environment || !environments.includes(word)) return
  throw new CabestanError('usage.environment', { word, environment })
}

/** Somebody who wants a site must not end up with a server alone and believe that all went well. */
async function withoutCommit({ directory: path }: Invocation): Promise<CabestanError> {
  const code = (await workingCopyOf(path)) ? 'git.no-commit' : 'git.not-a-repository'
  return new CabestanError(code, { path })
}

function isNoProject({ reading }: ProjectAt): boolean {
  return reading.where.directory.value === null && reading.where.projects.length === 0
}

function nameOf(ref: string, { repository }: Folder): string {
  return ref === 'HEAD' ? (repository.branch ?? ref) : ref
}

/** Questions that may have been answered on the server already, which a release finds out. */
const onServer: ReadonlySet<string> = new Set(['settings.keys-needed', 'settings.file-elsewhere'])

/** What would fail is reported before any server is touched. */
export function assertReady({ findings }: ProjectAt, { report }: Invocation): number | null {
  const counted = findings.filter(({ code }) => !onServer.has(code))
  const errors = counted.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return null
  report.findings(errors, outcomeOf(counted))
  return exitCodes.failed
}
