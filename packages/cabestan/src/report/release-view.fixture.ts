import type { ReleaseRecord } from '@cabestan/protocol/releases'
import { paintFor } from './screen.ts'
import { voiceIn } from './voice.ts'

export const voice = voiceIn('en', paintFor(false), 120)

export const record: ReleaseRecord = {
  number: 17,
  directory: '17-1a2b3c4',
  commit: { id: '1a2b3c4'.padEnd(40, '0'), subject: 'Add the search page', author: 'Céline', at: 0 },
  former: null,
  ref: 'main',
  by: 'celine@atelier',
  startedAt: Date.UTC(2026, 9, 5, 12),
  milliseconds: 6100,
  verdict: 'good',
  requests: 4210,
  lost: 0,
  migrations: [],
  snapshot: null,
  stage: null,
  failure: null,
}
