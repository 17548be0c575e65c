import type { Place } from '../answer.ts'
import type { FindingCode } from './codes.ts'

/**
 * What `check` has to say. **error**: it would fail, or endanger production. **warning**: it can go live, but
 * should not stay so. **note**: decided or derived here, and worth knowing.
 */
export type Severity = 'error' | 'warning' | 'note'

/**
 * What an error wants before a deploy. **question**: something only the owner can answer (a secret, a choice),
 * given in cabestan.yaml or on the server. **change**: the project must change; it is refused as it is.
 */
type Wants = 'question' | 'change'

/** Its sentences in both languages are in the catalogue: title, reason, remedy. */
export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  readonly wants?: Wants
  readonly places: readonly Place[]
  /** The values that the sentences name. */
  readonly values: Readonly<Record<string, string>>
}

export type Outcome = 'ready' | 'question' | 'refusal'

/** The overall verdict: ready to deploy, a question that only the owner can answer, or a refusal. */
export function outcomeOf(findings: readonly Finding[]): Outcome {
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.some(({ wants }) => wants !== 'question')) return 'refusal'
  return errors.length > 0 ? 'question' : 'ready'
}
