import { ReleaseRecord } from '@cabestan/protocol/releases'
import type { Host } from '../host/host.ts'
import { privateDirectory, privateFile } from '../host/root-attributes.ts'
import { stateDirectory } from './paths.ts'
import { stored } from './stored.ts'

/**
 * What became of each release. Which of them is live is not written here: the server's own link says so, and
 * goes on saying so when Cabestan is gone.
 */
const directory = `${stateDirectory}/releases`

/** Oldest first. A record that another engine wrote in a form we cannot read counts as missing. */
export async function readReleases(host: Host, name: string): Promise<ReleaseRecord[]> {
  const files = (await host.files.list(`${directory}/${name}`)) ?? []
  const texts = await Promise.all(
    files
      .filter((file) => /^[0-9]+\.json$/.test(file))
      .map((file) => host.files.readText(`${directory}/${name}/${file}`)),
  )
  return texts
    .map((text) => stored(ReleaseRecord, text))
    .filter((record) => record !== null)
    .sort((a, b) => a.number - b.number)
}

export async function writeRelease(host: Host, name: string, record: ReleaseRecord): Promise<void> {
  await host.files.createDirectory(stateDirectory, privateDirectory)
  await host.files.createDirectory(directory, privateDirectory)
  await host.files.createDirectory(`${directory}/${name}`, privateDirectory)
  const path = `${directory}/${name}/${record.number}.json`
  await host.files.write(path, `${JSON.stringify(record)}\n`, privateFile)
}

export async function dropReleases(host: Host, name: string): Promise<void> {
  await host.files.remove(`${directory}/${name}`)
}

const keptRecords = 200

/** Records are kept longer than the files of their releases. */
export async function pruneRecords(host: Host, name: string): Promise<void> {
  const records = await readReleases(host, name)
  for (const { number } of records.slice(0, -keptRecords))
    await host.files.remove(`${directory}/${name}/${number}.json`)
}
