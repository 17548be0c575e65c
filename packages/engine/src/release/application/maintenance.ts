import { CabestanError } from '@cabestan/protocol/failures'
import type { ParsedParams, Result } from '@cabestan/protocol/messages'
import { nameOnServer } from '@cabestan/protocol/server-name'
import type { Host } from '../../host/host.ts'
import { rootFile } from '../../host/root-attributes.ts'
import { recordDeed } from '../../ledger/deeds.ts'
import { readLive } from '../colour/live.ts'
import { placesOf } from '../places.ts'

/** nginx looks for the file at each request, so the change takes effect at once. */
export async function setMaintenance(
  host: Host,
  { owner, on, by }: ParsedParams<'maintenance'>,
): Promise<Result<'maintenance'>> {
  const { files } = host
  const places = placesOf(nameOnServer(owner.app, owner.environment))
  const { home, maintenance } = places
  if (!(await files.stat(home))) throw new CabestanError('application.unknown', { ...owner })
  // Without a site there is no page to show, and the file would shut out the visitors of a later first release.
  if (on && !(await readLive(host, places))) throw new CabestanError('release.none', { ...owner })
  const text = await files.readText(maintenance)
  // The file's time tells since when the page is up, so an existing file is left as it is.
  if (text === (on ? owners : null)) return { on }
  await (on ? files.write(maintenance, owners, rootFile) : files.remove(maintenance))
  await recordDeed(host, { what: on ? 'maintenance-on' : 'maintenance-off', owner, by, outcome: 'done' })
  return { on }
}

const owners = 'Visitors get the maintenance page while this file exists.\n'
