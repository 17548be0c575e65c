import { answeredKeys } from '../../project/environment/answered-keys.ts'
import type { Reading } from '../../project/reading.ts'
import type { Tree } from '../../project/tree/tree.ts'
import { decidedReading } from '../../stack/decided-reading.ts'
import { overlayDecisions } from './overlay-decisions.ts'
import type { ProjectAt } from './project.ts'

/** A reading as it is shown to people and scripts, with the owner's decisions applied. */
export function shownReading(project: ProjectAt, tree: Tree): Reading {
  const reading = answeredReading(project, tree)
  return project.configuration === null ? reading : decidedReading(reading, project.configuration)
}

/** What was read, with what each key of the environment will hold. */
export function answeredReading(project: ProjectAt, tree: Tree): Reading {
  const { reading, configuration } = project
  const { where, settings, environment } = reading
  const names = overlayDecisions(project, configuration)
  const answered = answeredKeys({ tree, where, settings, environment }, names)
  return { ...reading, answered }
}
