import { lstat, mkdir, realpath, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { MadeMigration } from '@cabestan/protocol/messages'
import type { Application } from '../../project/data/reading.ts'

/** The directory of the project on this computer. */
export interface WorkingCopy {
  readonly top: string
  readonly applications: readonly Application[]
}

/**
 * Migrations that were made on the server, into the working copy, to be read and committed there. What is there
 * already is the owner's, whatever it says. Answers the files that were written.
 */
export async function bringBackMigrations(
  made: readonly MadeMigration[],
  { top, applications }: WorkingCopy,
): Promise<string[]> {
  const written: string[] = []
  for (const { label, file, text } of made) {
    const application = applications.find((each) => each.label === label)
    if (!application) continue
    const directory = join(top, application.directory, 'migrations')
    if (!(await isOurs(top, join(top, application.directory), directory))) continue
    await mkdir(directory, { recursive: true })
    const path = join(directory, file)
    if (await writesNew(path, text)) written.push(relative(top, path).split(sep).join('/'))
  }
  return written
}

/** The application's directory still exists, and no link leads out of the repository. */
async function isOurs(top: string, application: string, migrations: string): Promise<boolean> {
  const [home, place] = await Promise.all([realpath(top), realpath(application).catch(() => null)])
  if (place === null || (place !== home && !place.startsWith(home + sep))) return false
  return (await lstat(migrations).catch(() => null))?.isSymbolicLink() !== true
}

async function writesNew(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
