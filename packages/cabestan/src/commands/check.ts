import { exitCodes, type Invocation } from '../invocation.ts'
import { type Finding, outcomeOf } from '../project/findings/finding.ts'
import { compileHere } from '../session/project/compile-here.ts'
import { showOverlay } from '../session/project/overlay.ts'
import { openFolder, projectIn } from '../session/project/project.ts'
import { shownReading } from '../session/project/shown-reading.ts'

/** The deployment checklist, judged from the last commit alone, without asking any server. */
export async function run(invocation: Invocation): Promise<number> {
  const { report, options } = invocation
  report.reading()
  const folder = await openFolder(invocation)
  const project = projectIn(folder)
  if (options.settings) {
    showOverlay(project, invocation)
    return exitCodes.done
  }
  if (options.json || options.verbose) report.project(shownReading(project, folder.tree), project.commit)
  const findings = [...project.findings, ...(await compileHere(folder, project, invocation.environment))]
  report.findings(findings, outcomeOf(findings))
  return fails(findings, options.strict === true) ? exitCodes.failed : exitCodes.done
}

function fails(findings: readonly Finding[], strict: boolean): boolean {
  return findings.some(({ severity }) => severity === 'error' || (strict && severity === 'warning'))
}
