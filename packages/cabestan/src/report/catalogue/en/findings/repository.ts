import type { repositoryFindings } from '../../../../project/findings/repository.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const repository: FindingSentences<(typeof repositoryFindings)[number]> = {}
