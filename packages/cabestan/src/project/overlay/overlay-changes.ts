import { pythonText } from '../../render/settings/python.ts'
import type { OverlayReason } from '../../render/settings/reasons.ts'
import { overlayBlocks } from '../../render/settings/settings-module.ts'
import type { Kept, OverlayView } from '../../render/settings/view.ts'
import type { Reading } from '../reading.ts'
import { isUnset } from './project-settings.ts'
import { shown } from './value-text.ts'

/** One setting that differs in production, or that stays and should be known. */
export interface OverlayChange {
  readonly setting: string
  /** The project's value; null where it has none. */
  readonly before: string | null
  /** The overlay's value as Python; null where the project's stays. */
  readonly after: string | null
  readonly why: OverlayReason | Kept['why']
}

/** What the overlay changes, found out without running anything. */
export function overlayChanges({ settings }: Reading, view: OverlayView): OverlayChange[] {
  const before = (setting: string) => {
    const value = settings.underDebug.get(setting) ?? settings.values.get(setting)
    return value && !isUnset(value) ? shown(value, setting) : null
  }
  const set = overlayBlocks(view).flatMap(({ assignments, why }) =>
    assignments.map(([setting, value]) => ({
      setting,
      before: before(setting),
      after: pythonText(value),
      why,
    })),
  )
  const stays = view.kept.map(({ setting, why }) => ({ setting, before: before(setting), after: null, why }))
  return [
    ...set.filter((change) => /^[A-Z]/.test(change.setting) && change.before !== change.after),
    ...stays,
  ]
}
