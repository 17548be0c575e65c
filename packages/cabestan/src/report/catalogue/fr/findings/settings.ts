import type { settingsFindings } from '../../../../project/findings/settings.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const settings: FindingSentences<(typeof settingsFindings)[number]> = {}
