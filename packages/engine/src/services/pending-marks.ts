import { ServiceName } from '@cabestan/protocol/names'
import * as z from 'zod'
import type { Files } from '../host/host.ts'
import { privateDirectory, privateFile } from '../host/root-attributes.ts'
import { stateDirectory } from '../ledger/paths.ts'
import { stored } from '../ledger/stored.ts'
import { KeptStates } from './kept-state.ts'

/** A service that has not read its changed files yet, and what those files were before the first change. */
export const PendingMark = z.strictObject({ restart: z.boolean(), kept: KeptStates })
export type PendingMark = z.infer<typeof PendingMark>

const directory = `${stateDirectory}/pending`

/** The marks on disk. They outlive the run, so that the next run finishes what this one could not. */
export class PendingMarks {
  readonly #files: Files

  constructor(files: Files) {
    this.#files = files
  }

  async services(): Promise<ServiceName[]> {
    const names = (await this.#files.list(directory)) ?? []
    return names
      .filter((name) => name.endsWith('.json'))
      .map((name) => ServiceName.safeParse(name.slice(0, -'.json'.length)).data)
      .filter((name) => name !== undefined)
  }

  async read(service: ServiceName): Promise<PendingMark | null> {
    const text = await this.#files.readText(pathOf(service))
    return text === null ? null : parseMark(text)
  }

  /** On disk before it returns, because whoever changes a file next may be killed in the middle of it. */
  async write(service: ServiceName, mark: PendingMark): Promise<void> {
    await this.#files.createDirectory(stateDirectory, privateDirectory)
    await this.#files.createDirectory(directory, privateDirectory)
    await this.#files.write(pathOf(service), `${JSON.stringify(mark, null, 1)}\n`, privateFile)
  }

  async replace(service: ServiceName, mark: PendingMark | null): Promise<void> {
    await (mark ? this.write(service, mark) : this.drop(service))
  }

  async drop(service: ServiceName): Promise<void> {
    await this.#files.remove(pathOf(service))
  }
}

export async function isRestartWanted(files: Files, service: ServiceName): Promise<boolean> {
  return (await new PendingMarks(files).read(service))?.restart ?? false
}

/** The first content that was kept wins, because that is what the service last read. */
export function mergeMark(mark: PendingMark | null, kept: KeptStates): PendingMark {
  return { restart: mark?.restart ?? false, kept: { ...kept, ...mark?.kept } }
}

/** Even a mark that another engine wrote in another form says that the service must read its files again. */
function parseMark(text: string): PendingMark {
  return stored(PendingMark, text) ?? { restart: true, kept: {} }
}

function pathOf(service: ServiceName): string {
  return `${directory}/${service}.json`
}
