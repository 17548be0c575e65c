import type { Host } from '../host/host.ts'

/**
 * Readings that several checks share, each taken once. A change on the server makes all of them stale,
 * because one command may touch what another one reads.
 */
export class Readings {
  readonly #host: Host
  #taken = new Map<(host: Host) => Promise<unknown>, Promise<unknown>>()

  constructor(host: Host) {
    this.#host = host
  }

  /** `reading` must be a function at the top of a module, because the function itself is the key. */
  take<T>(reading: (host: Host) => Promise<T>): Promise<T> {
    const taken = this.#taken.get(reading) ?? reading(this.#host)
    this.#taken.set(reading, taken)
    return taken as Promise<T>
  }

  forget(): void {
    this.#taken = new Map()
  }
}
