import type { processFindings } from '../../../../project/findings/processes.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const processes: FindingSentences<(typeof processFindings)[number]> = {}
