import { relative } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import { exitCodes, type Invocation } from '../invocation.ts'
import { type DraftEntry, draftOf } from '../project/draft.ts'
import { outcomeOf } from '../project/findings/finding.ts'
import { firstFile, laterFile, untaken } from '../report/first-file.ts'
import { fill } from '../report/text/sentence.ts'
import { consentTo } from '../session/consent.ts'
import { answersFor, chooseProject, configurationFile, givenFor } from '../session/project/introduction.ts'
import { openFolder, type ProjectAt } from '../session/project/project.ts'
import { answeredReading, shownReading } from '../session/project/shown-reading.ts'
import { replaceFile, writeAskedFile } from '../write-file.ts'

/** Reads the project, asks what cannot be read, and writes the few lines that are needed. */
export async function run(invocation: Invocation): Promise<number> {
  const { report } = invocation
  report.reading()
  const folder = await openFolder(invocation, { toWrite: true })
  const { project, directory } = await chooseProject(folder, invocation)
  report.project(shownReading(project, folder.tree), project.commit)
  if (project.reading.where.projects.length === 0) {
    report.findings(project.findings, outcomeOf(project.findings))
    return exitCodes.failed
  }
  const { path, before } = await configurationFile(invocation)
  const reading = answeredReading(project, folder.tree)
  const entries = draftOf(reading, directory)
  const after = await content({ ...project, reading }, { before, entries }, invocation)
  report.draft({ file: path, before, after })
  const code = await write({ path, before, after }, invocation)
  if (code !== exitCodes.done) return code
  const outcome = outcomeOf(project.findings)
  report.findings(project.findings, outcome)
  // A project that cannot be deployed as it is finds its next steps among the findings.
  if (outcome !== 'refusal') next(path, after, invocation)
  return code
}

interface Draft {
  readonly before: string | null
  readonly entries: readonly DraftEntry[]
}

async function content(
  project: ProjectAt,
  { before, entries }: Draft,
  invocation: Invocation,
): Promise<string> {
  const { voice } = invocation.report
  if (before !== null) {
    const { reading } = project
    tellUntaken(before, invocation)
    return laterFile(before, { ...givenFor(invocation), entries, reading }, voice)
  }
  const answers = await answersFor(project, invocation)
  return firstFile({ ...answers, entries, reading: project.reading }, voice)
}

/** Somebody who named a server must be told when the file already names another one. */
function tellUntaken(before: string, invocation: Invocation): void {
  const { draft } = invocation.report.voice.words.project
  for (const option of untaken(before, givenFor(invocation)))
    invocation.report.note(fill(draft.untaken, { option }))
}

interface Writing {
  readonly path: string
  readonly before: string | null
  readonly after: string
}

async function write({ path, before, after }: Writing, invocation: Invocation): Promise<number> {
  const { report, directory } = invocation
  const { draft } = report.voice.words.project
  const file = relative(directory, path) || path
  if (before === after) {
    report.note(fill(draft.unchanged, { file }))
    return exitCodes.done
  }
  const question = fill(before === null ? draft.write : draft.overwrite, { file })
  if (!invocation.options.yes && !invocation.questions.possible)
    throw new CabestanError('usage.write', { file })
  if (!(await consentTo(question, invocation))) return exitCodes.failed
  // `wx` refuses to overwrite: a file that appeared in the meantime belongs to somebody.
  if (before === null) writeAskedFile(path, after, { flag: 'wx' })
  else replaceFile(path, after)
  report.note(fill(draft.written, { file }))
  return exitCodes.done
}

function next(path: string, content: string, { report, directory }: Invocation): void {
  const { draft } = report.voice.words.project
  const served = /^servers?:/m.test(content)
  report.note(
    fill(served ? draft.next : draft.nextWithoutServer, { file: relative(directory, path) || path }),
  )
}
