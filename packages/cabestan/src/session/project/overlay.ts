import type { Invocation } from '../../invocation.ts'
import { overlayChanges } from '../../project/overlay/overlay-changes.ts'
import { overlayFor } from '../../project/overlay/overlay-view.ts'
import { overlayFiles } from '../../render/settings/overlay-files.ts'
import { overlayDecisions } from './overlay-decisions.ts'
import type { ProjectAt } from './project.ts'

/** The settings that production would run with, and what of the project's own they change. */
export function showOverlay(project: ProjectAt, { report }: Invocation): void {
  const view = overlayFor(project.reading, overlayDecisions(project, project.configuration))
  report.overlay({ files: overlayFiles(view), changes: overlayChanges(project.reading, view) })
}
