import type { ServiceName } from '@cabestan/protocol/names'

/**
 * How files that a service reads are changed: kept, checked, restored when bad, and read by the service once, at the
 * end.
 */
export interface Services {
  /**
   * Runs `work`, which changes the files at `paths`, then lets the service itself judge its configuration.
   * A bad one is put back, and the judge's words are the failure (`service.invalid`).
   */
  change(service: ServiceName, paths: readonly string[], work: () => Promise<void>): Promise<void>
  /** The change takes effect only by a restart; otherwise the service reloads. */
  wantRestart(service: ServiceName): Promise<void>
  /** The service knows by other means already what its files say. */
  haveBeenRead(service: ServiceName): Promise<void>
}
