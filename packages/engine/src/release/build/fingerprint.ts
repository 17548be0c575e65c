import { createHash } from 'node:crypto'
import type { Host } from '../../host/host.ts'
import { run } from '../../host/run.ts'
import type { ReleasePlaces } from '../places.ts'

const fingerprintFile = 'fingerprint'

/** For a release as it is now: when it is sealed, and after what Cabestan itself adds to it later. */
export async function keepFingerprint(host: Host, release: ReleasePlaces): Promise<void> {
  const path = `${release.directory}/${fingerprintFile}`
  const attributes = { owner: 'root', group: 'root', mode: '0640' }
  await host.files.write(path, `${await fingerprintOf(host, release)}\n`, attributes)
}

/** Whether a release is still as it was built; null where nothing tells. */
export async function isUnchanged(host: Host, release: ReleasePlaces): Promise<boolean | null> {
  const kept = await host.files.readText(`${release.directory}/${fingerprintFile}`)
  return kept === null ? null : kept.trim() === (await fingerprintOf(host, release))
}

/**
 * What a release looks like from outside: names, kinds, modes, owners, sizes, times and where links lead. Whoever
 * changes a file by hand changes it. What Python compiles by itself and what seals the release is not in it.
 */
async function fingerprintOf(host: Host, { directory }: ReleasePlaces): Promise<string> {
  const output = await run(host, [
    ...(['find', directory, '-mindepth', '1'] as const),
    ...['(', '-name', '__pycache__', '-o', '-path', `${directory}/${fingerprintFile}`],
    ...['-o', '-path', `${directory}/release.json`, ')', '-prune'],
    ...['-o', '-type', 'd', '-printf', 'd %m %u:%g %P\\n'],
    ...['-o', '-printf', '%y %m %u:%g %s %T@ %P %l\\n'],
  ])
  return createHash('sha256').update(output.split('\n').sort().join('\n')).digest('hex')
}
