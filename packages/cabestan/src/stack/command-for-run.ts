import { commandOver } from '../project/overlay/command-over.ts'
import type { OverlayView } from '../render/settings/view.ts'

/** A command for `run`, which knows manage.py by name, so that files read as one would type them. */
export function commandForRun(argv: readonly string[], overlay: OverlayView): string[] {
  const over = commandOver(argv, overlay)
  const [python, m, module, ...rest] = over
  const isManage = python === 'python' && m === '-m' && module === `${overlay.package}.manage`
  return isManage ? ['manage.py', ...rest] : over
}
