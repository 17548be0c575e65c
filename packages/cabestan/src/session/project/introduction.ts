import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import { appName } from '../../config/app-name.ts'
import { readDomain } from '../../config/domain.ts'
import { configurationName, readPlain } from '../../config/load.ts'
import type { Read } from '../../config/problems.ts'
import { readServer } from '../../config/server.ts'
import type { Invocation } from '../../invocation.ts'
import type { FirstFile } from '../../report/first-file.ts'
import { type Folder, type ProjectAt, projectIn } from './project.ts'

/** The configuration of this folder; null where there is none yet. */
export async function configurationFile({ directory, options }: Invocation) {
  const path = resolve(directory, options.config ?? configurationName)
  const reading = options.config ? readFile(path) : readPlain(path)
  const before = await reading.then(String).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new CabestanError('config.unreadable', { path }, { cause: error })
  })
  return { path, before }
}

interface Chosen {
  readonly project: ProjectAt
  /** What the owner answered, to be remembered in the file; null where nothing had to be asked. */
  readonly directory: string | null
}

/**
 * If there are several projects the owner names one. Where nobody can be asked, the question stays among the
 * findings.
 */
export async function chooseProject(folder: Folder, invocation: Invocation): Promise<Chosen> {
  const { questions, options, report } = invocation
  const project = projectIn(folder)
  const { where } = project.reading
  const open = where.directory.value === null || where.directory.certainty === 'guessed'
  if (where.projects.length < 2 || !open || !questions.possible || options.yes)
    return { project, directory: null }
  const { draft, top } = report.voice.words.project
  const choices = where.projects.map(({ directory }) => ({ value: directory, label: directory || top }))
  const directory = await questions.choose(draft.askDirectory, choices)
  return { project: projectIn(folder, { directory }), directory }
}

/** What no project can say of itself. */
export async function answersFor(
  project: ProjectAt,
  invocation: Invocation,
): Promise<Pick<FirstFile, 'app' | 'server' | 'domains'>> {
  return {
    app: appName(project.name),
    server: await serverFor(invocation),
    domains: await domainsFor(invocation),
  }
}

/** The answers that stand on the command line. */
export function givenFor({ options }: Invocation): Pick<FirstFile, 'server' | 'domains'> {
  const { server, domain = [] } = options
  return {
    server: server === undefined ? null : taken('--server', server, readServer),
    domains: domain.map((each) => taken('--domain', each, readDomain)),
  }
}

async function serverFor(invocation: Invocation): Promise<string | null> {
  const { options, questions, report } = invocation
  const { draft } = report.voice.words.project
  if (options.server !== undefined) return givenFor(invocation).server
  if (options.yes || !questions.possible) return null
  const answer = await questions.text({
    sentence: draft.askServer,
    hint: draft.askServerHint,
    refuse: (typed) => (typed === '' ? undefined : refusal(readServer(typed), report)),
  })
  return answer || null
}

async function domainsFor(invocation: Invocation): Promise<readonly string[]> {
  const { options, questions, report } = invocation
  const { draft } = report.voice.words.project
  if (options.domain !== undefined) return givenFor(invocation).domains
  if (options.yes || !questions.possible) return []
  const answer = await questions.text({
    sentence: draft.askDomains,
    hint: draft.askDomainsHint,
    refuse: (typed) =>
      wordsIn(typed)
        .map((word) => refusal(readDomain(word), report))
        .find(Boolean),
  })
  return wordsIn(answer)
}

function wordsIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean)
}

function taken<T>(option: string, typed: string, read: (text: string) => Read<T>): string {
  const result = read(typed)
  if ('problem' in result) throw new CabestanError('usage.value', { word: option, value: typed })
  return typed
}

function refusal(result: Read<unknown>, report: Invocation['report']): string | undefined {
  if (!('problem' in result)) return undefined
  return report.voice.words.failures['config.invalid'].words?.['problem']?.[result.problem]
}
