import { git, gitFailed, gitOutput, type Repository } from './git.ts'
import type { Part } from './parts.ts'

/**
 * The files of a part as a fresh clone has them on Linux, below a directory that is there. Answers how many.
 * Every path is new, and nobody else may enter yet: no link that was there before can lead elsewhere.
 */
export async function checkOut(repository: Repository, { commit }: Part, directory: string): Promise<number> {
  const { host, path } = repository
  const index = `${path}/release-index`
  await host.files.remove(index)
  try {
    const environment = { GIT_INDEX_FILE: index }
    await gitOutput(repository, ['read-tree', commit], { environment })
    const argv = [`--work-tree=${directory}`, 'checkout-index', '--all', '--quiet']
    const result = await git(repository, argv, { environment, directory })
    if (result.code !== 0) throw await gitFailed(repository, argv, result)
  } finally {
    await host.files.remove(index)
  }
  return countFiles(repository, commit)
}

async function countFiles(repository: Repository, commit: string): Promise<number> {
  let count = 0
  const onLine = () => {
    count += 1
  }
  await gitOutput(repository, ['ls-tree', '-r', '--name-only', '--full-tree', commit], { onLine })
  return count
}
