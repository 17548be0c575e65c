import { isSlip } from '@cabestan/protocol/nearest'
import type { Finding } from '../findings/finding.ts'
import type { SettingsQuestion } from './settings-question.ts'

/** A key that is given and that nothing reads, a slip of the finger away from one that is read and that nobody gave. */
export function judgeGiven({
  environment,
  given,
}: Pick<SettingsQuestion, 'environment' | 'given'>): Finding[] {
  const read = new Set(environment.map(({ name }) => name))
  const missed = environment.filter(({ name }) => !given.includes(name))
  return given
    .filter((name) => !read.has(name))
    .flatMap((name): Finding[] => {
      const meant = missed.find((key) => isSlip(name, key.name))
      if (meant === undefined) return []
      const values = { key: name, nearest: meant.name }
      return [{ code: 'settings.key-unread', severity: 'warning', places: meant.places, values }]
    })
}
