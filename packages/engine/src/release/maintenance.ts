import { CabestanError } from '@cabestan/protocol/failures'
import type { ParsedParams, Result } from '@cabestan/protocol/messages'
import { nameOnServer } from '@cabestan/protocol/server-name'
import type { Host } from '../host/host.ts'
import { rootFile } from '../steps/file.ts'
import { placesOf } from './places.ts'

/** nginx looks for the file at each request, so that it counts at once. */
export async function setMaintenance(
  { files }: Host,
  { owner, on }: ParsedParams<'maintenance'>,
): Promise<Result<'maintenance'>> {
  const { home, maintenance } = placesOf(nameOnServer(owner.app, owner.environment))
  if (!(await files.stat(home))) throw new CabestanError('application.unknown', { ...owner })
  if (on)
    await files.write(maintenance, 'Visitors get the maintenance page while this file exists.\n', rootFile)
  else await files.remove(maintenance)
  return { on }
}
