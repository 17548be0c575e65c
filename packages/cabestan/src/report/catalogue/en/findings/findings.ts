import type { FindingCode } from '../../../../project/findings/codes.ts'
import type { FindingSentences } from '../../catalogue.ts'
import { data } from './data.ts'
import { dependencies } from './dependencies.ts'
import { processes } from './processes.ts'
import { repository } from './repository.ts'
import { settings } from './settings.ts'
import { where } from './where.ts'

export const findings: FindingSentences<FindingCode> = {
  ...where,
  ...settings,
  ...dependencies,
  ...processes,
  ...data,
  ...repository,
}
