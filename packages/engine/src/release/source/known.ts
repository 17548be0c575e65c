import type { Host } from '../../host/host.ts'
import type { Places } from '../places.ts'
import { storedLargeObjects } from './large-files.ts'
import { storedCommits } from './repository.ts'

/** Commits whose files the server has: what is sent is the difference to them. */
export function commitsKnown(host: Host, { repository }: Places): Promise<string[]> {
  return storedCommits({ host, path: repository })
}

export function largeObjectsKnown(host: Host, places: Places): Promise<string[]> {
  return storedLargeObjects(host, places)
}
