import { Deed } from '@cabestan/protocol/deeds'
import type { Host } from '../host/host.ts'
import { privateDirectory, privateFile } from '../host/root-attributes.ts'
import { deedsDirectory, stateDirectory } from './paths.ts'
import { newRunId } from './runs.ts'
import { stored } from './stored.ts'

/** The same number as there are runs whose journals are kept. */
const kept = 50

/** Newest first. */
export async function readDeeds(host: Host): Promise<Deed[]> {
  const files = await filesOf(host)
  const texts = await Promise.all(files.map((file) => host.files.readText(`${deedsDirectory}/${file}`)))
  return texts.map((text) => stored(Deed, text)).filter((deed) => deed !== null)
}

/** By now the work is done, so a disk without room for the record must not turn it into a failure. */
export async function recordDeed(host: Host, done: Omit<Deed, 'at'>): Promise<void> {
  await writeDeed(host, done).catch(() => {})
}

/** One file for each deed, because two people may act at the same moment. */
async function writeDeed(host: Host, done: Omit<Deed, 'at'>): Promise<void> {
  const at = host.clock.now()
  await host.files.createDirectory(stateDirectory, privateDirectory)
  await host.files.createDirectory(deedsDirectory, privateDirectory)
  const path = `${deedsDirectory}/${newRunId(at, Math.random)}.json`
  await host.files.write(path, `${JSON.stringify({ ...done, at })}\n`, privateFile)
  for (const file of (await filesOf(host)).slice(kept)) await host.files.remove(`${deedsDirectory}/${file}`)
}

async function filesOf(host: Host): Promise<string[]> {
  return ((await host.files.list(deedsDirectory)) ?? []).toSorted().toReversed()
}
