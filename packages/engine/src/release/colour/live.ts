import type { ReleaseRecord } from '@cabestan/protocol/releases'
import type { Host } from '../../host/host.ts'
import { readReleases } from '../../ledger/releases.ts'
import type { LiveRelease } from '../context.ts'
import { type Colour, colours, type Places, placesOf, releasePlaces } from '../places.ts'

/** The release that visitors get, as the links say; null before the first release. */
export async function readLive(host: Host, places: Places): Promise<LiveRelease | null> {
  const colour = await liveColour(host, places)
  if (colour === null) return null
  const directoryName = await releaseOf(host, places, colour)
  if (directoryName === null) return null
  const release = releasePlaces(places, directoryName)
  const record = await recordOf(host, places.name, release.number)
  return { colour, places: release, record }
}

async function liveColour(host: Host, { live }: Places): Promise<Colour | null> {
  const target = (await host.files.readLink(live))?.split('/').at(-1)
  return colours.find((colour) => colour === target) ?? null
}

/** The release directory that a colour's link names: `17-1a2b3c4`. */
export async function releaseOf(host: Host, places: Places, colour: Colour): Promise<string | null> {
  const target = await host.files.readLink(`${places.colours}/${colour}/release`)
  const name = target?.split('/').at(-1) ?? ''
  return /^[0-9]+-[0-9a-f]+$/.test(name) ? name : null
}

/** A number is never given twice, even if the ledger or the directories were lost. */
export async function nextNumber(host: Host, name: string): Promise<number> {
  const [records, directories] = await Promise.all([
    readReleases(host, name),
    host.files.list(placesOf(name).releases),
  ])
  const numbers = [...records.map(({ number }) => number), ...(directories ?? []).map(numberOf)]
  return Math.max(0, ...numbers) + 1
}

function numberOf(directory: string): number {
  return Number.parseInt(directory, 10) || 0
}

async function recordOf(host: Host, name: string, number: number): Promise<ReleaseRecord | null> {
  const records = await readReleases(host, name)
  return records.find((record) => record.number === number) ?? null
}
