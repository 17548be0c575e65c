import type { Finding } from '../findings/finding.ts'
import { judgeChoice } from './judge-choice.ts'
import { judgeGiven } from './judge-given.ts'
import { judgeImport } from './judge-import.ts'
import { judgeProtections } from './judge-protections.ts'
import { judgeSurroundings } from './judge-surroundings.ts'
import { judgeUrls } from './judge-urls.ts'
import { missingUrls } from './missing-urls.ts'
import type { SettingsQuestion } from './settings-question.ts'
import { judgeUnread } from './unread.ts'

/** What production's settings contain that would fail, endanger the site, or is worth knowing. */
export function judgeSettings(question: SettingsQuestion): Finding[] {
  const unread = judgeUnread(question.tree, question.settings.unread)
  if (unread.length > 0) return unread
  const choice = judgeChoice(question)
  if (question.settings.module.value === null) return choice
  return [
    ...choice,
    ...judgeImport(question),
    ...judgeUrls(question),
    ...missingUrls(question),
    ...judgeProtections(question),
    ...judgeSurroundings(question),
    ...judgeGiven(question),
  ]
}
