import type { dataFindings } from '../../../../project/findings/data.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const data: FindingSentences<(typeof dataFindings)[number]> = {}
