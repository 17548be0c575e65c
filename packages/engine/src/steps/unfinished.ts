import type { Files } from '../host/host.ts'
import { privateDirectory, privateFile } from '../host/root-attributes.ts'
import { stateDirectory } from '../ledger/paths.ts'

const directory = `${stateDirectory}/unfinished`

/**
 * Work whose half looks like the whole: a unit whose new file is there and whose process is still the old one.
 * A mark that lasts stands on the disk from its first change to its last.
 */
export async function finishing(files: Files, name: string, work: () => Promise<void>): Promise<void> {
  await files.createDirectory(stateDirectory, privateDirectory)
  await files.createDirectory(directory, privateDirectory)
  await files.write(`${directory}/${name}`, '', privateFile)
  await work()
  await files.remove(`${directory}/${name}`)
}

export async function isUnfinished(files: Files, name: string): Promise<boolean> {
  return (await files.stat(`${directory}/${name}`)) !== null
}

export async function forgetUnfinished(files: Files, name: string): Promise<void> {
  await files.remove(`${directory}/${name}`)
}
