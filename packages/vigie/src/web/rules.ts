import type { ScrubRules } from '../contract/project.ts'
import { judgePattern } from '../ingest/scrub/patterns.ts'
import { ApiRefusal } from './refusal.ts'

/** A pattern runs over every event, so one that is invalid, or slow on purpose, is not accepted. */
export function assertSafe(rules: ScrubRules): void {
  for (const pattern of rules.patterns) {
    const trouble = judgePattern(pattern)
    if (trouble !== null) throw new ApiRefusal('pattern', { pattern, trouble })
  }
}
