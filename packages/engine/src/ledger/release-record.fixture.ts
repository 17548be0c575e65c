import type { ReleaseRecord } from '@cabestan/protocol/releases'

/** Of a release that went live, with what a test says otherwise. */
export function releaseRecord(number: number, more: Partial<ReleaseRecord> = {}): ReleaseRecord {
  return {
    ...{ number, directory: `${number}-aaaaaaa`, ref: 'main', by: 'anna@laptop' },
    ...{ startedAt: number, milliseconds: 1 },
    commit: { id: 'a'.repeat(40), subject: 'work', author: 'Anna', at: 1 },
    ...{ verdict: 'good', requests: 0, lost: 0, migrations: [], snapshot: null, stage: null, failure: null },
    former: number === 1 ? null : number - 1,
    ...more,
  }
}
