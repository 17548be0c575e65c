import type { Attributes, Host } from '../host.ts'

/** A host and an empty directory on it that belongs to the test. */
export interface Place {
  readonly host: Host
  readonly root: string
}

export const plain: Attributes = { owner: 'root', group: 'root', mode: '0644' }
export const shut: Attributes = { owner: 'daemon', group: 'www-data', mode: '0600' }
export const open: Attributes = { owner: 'root', group: 'root', mode: '0755' }

/** The directory of the test that is running. */
export class Ground {
  #place: Place | null = null

  async begin(makePlace: () => Promise<Place>): Promise<void> {
    this.#place = await makePlace()
  }

  get host(): Host {
    return this.#here.host
  }

  at(name: string): string {
    return `${this.#here.root}/${name}`
  }

  async attributesOf(path: string): Promise<Attributes | null> {
    const stat = await this.host.files.stat(path)
    return stat && { owner: stat.owner, group: stat.group, mode: stat.mode }
  }

  get #here(): Place {
    if (!this.#place) throw new Error('no test runs')
    return this.#place
  }
}
