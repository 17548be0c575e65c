import { CabestanError } from '@cabestan/protocol/failures'
import type { EngineClient } from '../../connection/engine-client.ts'

/** Beyond this difference, certificates and package lists are refused as too old or from the future. */
const tolerableSeconds = 300

export function assertClock({ clockOffsetSeconds }: Pick<EngineClient, 'clockOffsetSeconds'>): void {
  const seconds = Math.round(Math.abs(clockOffsetSeconds))
  if (seconds > tolerableSeconds) throw new CabestanError('server.clock', { seconds: String(seconds) })
}
