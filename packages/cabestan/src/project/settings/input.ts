import type { Tree } from '../tree/tree.ts'
import type { Where } from '../where/reading.ts'

export interface SettingsInput {
  readonly tree: Tree
  readonly where: Where
  /** A person's choice: `shop.settings.production`, or `shop.settings:Production`. */
  readonly module?: string | undefined
  /** Variables that the owner gave. */
  readonly env?: Readonly<Record<string, string>> | undefined
}
