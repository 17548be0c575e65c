import { privateDirectory, privateFile } from '../../host/root-attributes.ts'
import { run } from '../../host/run.ts'
import { git, gitOutput, type Repository } from './git.ts'

/**
 * A bare repository that holds commits without their history: each is named in its `shallow` file, so that
 * git asks for no parent, and has a ref, so that nothing of it is pruned.
 */
const refs = 'refs/commits'

/** Makes it where there is none that works. What a run left that was killed meanwhile is no repository yet. */
export async function prepareRepository(repository: Repository, commit: string): Promise<void> {
  const { host, path } = repository
  const format = commit.length === 40 ? 'sha1' : 'sha256'
  if ((await formatOf(repository)) === format) return breakLocks(repository)
  const beside = `${path}.new`
  await host.files.remove(beside)
  await host.files.createDirectory(beside, privateDirectory)
  const init = ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`]
  await gitOutput({ host, path: beside }, init)
  await host.files.remove(path)
  await host.files.rename(beside, path)
}

/** Whoever holds the run's lock is alone here: git's own are of a run that was killed. */
async function breakLocks({ host, path }: Repository): Promise<void> {
  await run(host, ['find', path, '-name', '*.lock', '-delete'])
}

async function formatOf(repository: Repository): Promise<string | null> {
  if ((await repository.host.files.stat(repository.path)) === null) return null
  const { code, stdout } = await git(repository, ['rev-parse', '--show-object-format'])
  return code === 0 ? stdout.trim() : null
}

/** Commits that were stored whole. */
export async function storedCommits(repository: Repository): Promise<string[]> {
  if ((await formatOf(repository)) === null) return []
  const { stdout } = await git(repository, ['for-each-ref', '--format=%(refname:lstrip=2)', refs])
  const named = stdout.split('\n').filter((name) => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(name))
  return present(repository, named)
}

async function present(repository: Repository, commits: readonly string[]): Promise<string[]> {
  if (commits.length === 0) return []
  const input = `${commits.join('\n')}\n`
  const output = await gitOutput(repository, ['cat-file', '--batch-check'], { input })
  return output.split('\n').flatMap((line) => {
    const [commit = '', type] = line.split(' ')
    return type === 'commit' ? [commit] : []
  })
}

/** Before anything of the commit is there: its parents will not be missed. */
export async function expectCommit(repository: Repository, commit: string): Promise<void> {
  await writeShallow(repository, [...(await storedCommits(repository)), commit])
}

/** Whether every tree and file of a commit is there. */
export async function isWhole(repository: Repository, commit: string): Promise<boolean> {
  return (await git(repository, ['rev-list', '--objects', '--quiet', commit, '--'])).code === 0
}

export async function keepCommit(repository: Repository, commit: string): Promise<void> {
  await gitOutput(repository, ['update-ref', `${refs}/${commit}`, commit])
}

export async function forgetCommits(repository: Repository, commits: readonly string[]): Promise<void> {
  if (commits.length === 0) return
  const input = commits.map((commit) => `delete ${refs}/${commit}\n`).join('')
  await gitOutput(repository, ['update-ref', '--stdin'], { input })
  await writeShallow(repository, await storedCommits(repository))
}

/** Where a disk lost something, what is told to the other side must not go on counting on it. */
export async function forgetIncomplete(repository: Repository): Promise<void> {
  const broken: string[] = []
  for (const commit of await storedCommits(repository))
    if (!(await isWhole(repository, commit))) broken.push(commit)
  await forgetCommits(repository, broken)
}

async function writeShallow({ host, path }: Repository, commits: readonly string[]): Promise<void> {
  const lines = [...new Set(commits)].sort().map((commit) => `${commit}\n`)
  await host.files.write(`${path}/shallow`, lines.join(''), privateFile)
}
