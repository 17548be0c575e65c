import { commitOf, type ProjectTree, readCommit, workingCopyOf } from './commit.ts'
import { readFolder } from './folder.ts'

/** The project as it is at a revision; where there is no repository or no commit yet, as the folder is now. */
export async function readTree(directory: string, revision = 'HEAD'): Promise<ProjectTree> {
  const copy = await workingCopyOf(directory)
  if (copy && (revision !== 'HEAD' || (await commitOf(copy.top, 'HEAD'))))
    return readCommit(directory, revision)
  return readFolder(directory)
}
