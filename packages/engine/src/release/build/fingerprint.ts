import type { Host } from '../../host/host.ts'
import { looksOf } from '../looks.ts'
import type { ReleasePlaces } from '../places.ts'
import { isAsMade } from '../venv/mark.ts'

const fingerprintFile = 'fingerprint'

/**
 * Takes the fingerprint of a release as it is now: when it is sealed, and after Cabestan itself adds something to it
 * later.
 */
export async function keepFingerprint(host: Host, release: ReleasePlaces): Promise<void> {
  const path = `${release.directory}/${fingerprintFile}`
  const attributes = { owner: 'root', group: 'root', mode: '0640' }
  await host.files.write(path, `${await fingerprintOf(host, release)}\n`, attributes)
}

/** Whether a release and its venv are still as they were built. Null where no fingerprint was kept. */
export async function isUnchanged(host: Host, release: ReleasePlaces): Promise<boolean | null> {
  const kept = await host.files.readText(`${release.directory}/${fingerprintFile}`)
  if (kept === null) return null
  const [now, hasItsVenv] = await Promise.all([fingerprintOf(host, release), isAsMade(host, release.venv)])
  return kept.trim() === now && hasItsVenv
}

/** The files that seal the release are not part of the fingerprint. */
function fingerprintOf(host: Host, { directory }: ReleasePlaces): Promise<string> {
  return looksOf(host, directory, { without: [fingerprintFile, 'release.json'] })
}
