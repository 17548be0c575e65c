import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FrontEnd } from '../project/front-end/reading.ts'
import { writeArchive } from './archive.ts'
import { checkOut } from './checkout.ts'
import { madeFiles } from './made-files.ts'
import { installPackages, runScript } from './packages.ts'

export interface Building {
  /** The working copy that the commit is taken from; nothing in it is changed. */
  readonly top: string
  readonly commit: string
  readonly frontEnd: FrontEnd
  /** Called with each line that npm and the scripts print. */
  readonly onLine: (line: string) => void
}

/**
 * Builds the front end of a commit on this computer, in a checkout of its own, and writes what is new or changed
 * there as a tar file: `built.tar`, for the server to lay over its source.
 */
export async function buildHere({ top, commit, frontEnd, onLine }: Building, archive: string): Promise<void> {
  const checkout = await mkdtemp(join(tmpdir(), 'cabestan-front-end-'))
  try {
    await checkOut(top, commit, checkout)
    const directory = join(checkout, ...frontEnd.directory.split('/'))
    await installPackages({ directory, manager: frontEnd.manager, onLine })
    for (const script of frontEnd.scripts)
      await runScript({ directory, manager: frontEnd.manager, onLine }, script)
    const files = await madeFiles(checkout, { packages: frontEnd.packagesServed === true })
    await writeArchive(archive, checkout, files)
  } finally {
    await rm(checkout, { recursive: true, force: true, maxRetries: 3 })
  }
}
