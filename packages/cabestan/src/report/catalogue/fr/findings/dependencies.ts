import type { dependencyFindings } from '../../../../project/findings/dependencies.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const dependencies: FindingSentences<(typeof dependencyFindings)[number]> = {}
