import { commitOf, type ProjectTree, readCommit, workingCopyOf } from './commit.ts'
import { readFolder } from './folder.ts'

/** The project at a revision; without a repository or a commit, the folder as it is now. */
export async function readTree(directory: string, revision = 'HEAD'): Promise<ProjectTree> {
  const copy = await workingCopyOf(directory)
  if (copy && (revision !== 'HEAD' || (await commitOf(copy.top, 'HEAD'))))
    return readCommit(directory, revision)
  return readFolder(directory)
}
