import type { dataFindings } from './data.ts'
import type { dependencyFindings } from './dependencies.ts'
import type { processFindings } from './processes.ts'
import type { repositoryFindings } from './repository.ts'
import type { settingsFindings } from './settings.ts'
import type { whereFindings } from './where.ts'

/** Each room lists its own codes. A code without sentences in both languages does not compile. */
export type FindingCode =
  | (typeof dataFindings)[number]
  | (typeof dependencyFindings)[number]
  | (typeof processFindings)[number]
  | (typeof repositoryFindings)[number]
  | (typeof settingsFindings)[number]
  | (typeof whereFindings)[number]
