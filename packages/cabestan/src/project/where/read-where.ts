import type { Answer } from '../answer.ts'
import type { Tree } from '../tree/tree.ts'
import { isOfTests } from './of-tests.ts'
import { findProjects } from './projects.ts'
import { appendedPaths, pythonPathOf } from './python-path.ts'
import { isClearlyLikelier, ranked } from './rank.ts'
import type { Project, Where } from './reading.ts'

/** Which Django project is meant: a person's choice first, then where the command was typed, then the likeliest. */
export function readWhere(tree: Tree, startDirectory: string, override?: string): Where {
  const projects = ranked(tree, findProjects(tree), startDirectory)
  const directory = chosen(tree, projects, { startDirectory, override })
  const project = projects.find((one) => one.directory === directory.value)
  const appended = project ? appendedPaths(tree, project) : []
  return {
    directory,
    projects,
    pythonPath: project ? pythonPathOf(tree, project) : [],
    ...(appended.length > 0 ? { appended } : {}),
  }
}

function chosen(
  tree: Tree,
  projects: readonly Project[],
  { startDirectory, override }: { startDirectory: string; override: string | undefined },
): Answer<string> {
  const wanted = override?.replace(/^\.?\/|\/$|^\.$/g, '')
  const overridden = projects.find(({ directory }) => directory === wanted)
  if (wanted !== undefined) return answer(overridden ?? null, 'stated')
  const [first] = projects
  if (!first || !isClearlyLikelier(tree, projects, startDirectory)) return answer(null, 'guessed')
  if (isOfTests(tree, first, startDirectory)) return answer(null, 'guessed')
  return answer(first, projects.length === 1 ? 'stated' : 'derived')
}

function answer(project: Project | null, certainty: Answer<string>['certainty']): Answer<string> {
  if (!project) return { value: null, certainty, places: [] }
  const places =
    project.manage === '' ? project.settingsNamed.map(({ place }) => place) : [{ file: project.manage }]
  return { value: project.directory, certainty, places }
}
