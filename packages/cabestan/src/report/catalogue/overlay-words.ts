import type { OverlayChange } from '../../project/overlay/overlay-changes.ts'
import type { Sentence } from './sentence.ts'

/** Why the overlay sets a setting, or leaves it; `{setting}` is its name. */
export type OverlayWords = Readonly<Record<OverlayChange['why'], Sentence>>
