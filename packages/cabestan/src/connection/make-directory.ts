import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { exists } from '../exists.ts'

/**
 * With all that leads to it. Node's own `recursive` never ends where a directory that is there takes no other into it,
 * as /proc: the home of a user who has none.
 */
export async function makeDirectory(path: string, mode = 0o777): Promise<void> {
  if (await exists(path)) return
  const above = dirname(path)
  if (above !== path) await makeDirectory(above, mode)
  await mkdir(path, { mode }).catch(async (thrown) => {
    // Another command may have made it in the meantime.
    if (!(await exists(path))) throw thrown
  })
}
