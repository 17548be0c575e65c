import type { whereFindings } from '../../../../project/findings/where.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const where: FindingSentences<(typeof whereFindings)[number]> = {}
