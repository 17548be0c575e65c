import type { Place } from '../../answer.ts'
import type { Finding } from '../../findings/finding.ts'

type Make = (code: Finding['code'], values: Finding['values'], places: readonly Place[]) => Finding

export const note = maker({ severity: 'note' })

export const warning = maker({ severity: 'warning' })

/** Findings that only the owner can answer. */
export const question = maker({ severity: 'error', wants: 'question' })

/** Findings for which the project has to change first. */
export const refusal = maker({ severity: 'error', wants: 'change' })

/** A few places are enough to show what is meant, even if a list has hundreds. */
function maker(weight: Pick<Finding, 'severity' | 'wants'>): Make {
  return (code, values, places) => ({ code, ...weight, values, places: places.slice(0, 5) })
}
