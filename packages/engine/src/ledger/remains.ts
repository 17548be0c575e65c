import type { Owner } from '@cabestan/protocol/descriptions'
import { type Step, Step as StepSchema } from '@cabestan/protocol/steps'
import * as z from 'zod'
import type { Host } from '../host/host.ts'
import { privateDirectory, privateFile } from '../host/root-attributes.ts'
import { remainsDirectory, stateDirectory } from './paths.ts'
import { stored } from './stored.ts'

/**
 * What stayed of an application that was removed, because it holds data: whoever wants it gone after all can still
 * say so. No claim: nothing is expected of it, and nobody is told that it changed.
 */
const Remains = z.array(StepSchema)

/** Null where nothing stayed, or where another engine wrote the record in a form we cannot read. */
export async function readRemains(host: Host, owner: Owner): Promise<Step[] | null> {
  return stored(Remains, await host.files.readText(pathOf(owner)))
}

/**
 * The name of the file for one application and environment. Neither word has a dot, so the two cannot run together.
 */
export async function ownersOfRemains(host: Host): Promise<Owner[]> {
  const files = (await host.files.list(remainsDirectory)) ?? []
  return files.flatMap((file) => {
    const [app, environment, ending, ...more] = file.split('.')
    return app && environment && ending === 'json' && more.length === 0 ? [{ app, environment }] : []
  })
}

export async function keepRemains(host: Host, owner: Owner, steps: readonly Step[]): Promise<void> {
  await host.files.createDirectory(stateDirectory, privateDirectory)
  await host.files.createDirectory(remainsDirectory, privateDirectory)
  await host.files.write(pathOf(owner), `${JSON.stringify(steps)}\n`, privateFile)
}

export async function dropRemains(host: Host, owner: Owner): Promise<void> {
  await host.files.remove(pathOf(owner))
}

function pathOf({ app, environment }: Owner): string {
  return `${remainsDirectory}/${app}.${environment}.json`
}
