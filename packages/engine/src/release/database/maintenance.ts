import type { Host } from '../../host/host.ts'
import { rootFile } from '../../host/root-attributes.ts'
import type { Places } from '../places.ts'

/** A maintenance page that the owner put up stays until the owner takes it down. */
const own = 'A release put this page up, and takes it down when it is live.\n'

/** nginx looks for the file at each request. Returns whether the page was put up just now. */
export async function maintenanceOn({ files }: Host, { maintenance }: Places): Promise<boolean> {
  if ((await files.stat(maintenance)) !== null) return false
  await files.write(maintenance, own, rootFile)
  return true
}

/** Takes the page down if a release put it up, and returns whether it did. */
export async function maintenanceOff({ files }: Host, { maintenance }: Places): Promise<boolean> {
  if ((await files.readText(maintenance)) !== own) return false
  await files.remove(maintenance)
  return true
}
