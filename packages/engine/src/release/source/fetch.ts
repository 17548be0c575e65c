import { CabestanError } from '@cabestan/protocol/failures'
import type { ExecResult } from '../../host/host.ts'
import { commandFailed, endOf } from '../../host/run.ts'
import type { Places } from '../places.ts'
import { deployKeyPath, ensureDeployKey } from './deploy-key.ts'
import { lackedRoom } from './disk.ts'
import { type GitOptions, git, gitFailed, gitOutput, type Repository } from './git.ts'
import { harmless, keepWhole } from './receive.ts'
import { expectCommit, isWhole } from './repository.ts'

/** The server fetches by itself: with its deploy key over ssh, without any over https. */
export interface Origin {
  readonly url: string
  /** Public half of the key that opens it; null where it is not asked for one. */
  readonly key: string | null
  readonly options: GitOptions
}

const fetchedRefs = 'refs/fetched'

export async function originAt({ host }: Repository, places: Places, url: string): Promise<Origin> {
  const key = isOverSsh(url) ? await ensureDeployKey(host, places) : null
  const environment = { GIT_SSH_COMMAND: sshCommand(places), GIT_SSH_VARIANT: 'ssh', GIT_ASKPASS: 'false' }
  const settings = [
    ...['ssh', 'https', 'http', 'git'].map((protocol) => `protocol.${protocol}.allow=always`),
    'credential.helper=',
    'http.lowSpeedLimit=100',
    'http.lowSpeedTime=120',
    'fetch.fsckObjects=true',
    ...harmless.map((id) => `fetch.fsck.${id}=ignore`),
  ]
  return { url, key, options: { environment, settings } }
}

/** Afterwards the commit lies whole in the repository, without its history. */
export async function fetchCommit(repository: Repository, origin: Origin, commit: string): Promise<void> {
  if (await isWhole(repository, commit)) return keepWhole(repository, commit)
  const bare = await fetch(repository, origin, ['--depth=1', '--', origin.url, commit])
  // Some hosts give out only what a branch or a tag names: then the commit is looked for below those.
  if (bare.code !== 0) await searchHistory(repository, { origin, commit, refusal: bare })
  await expectCommit(repository, commit)
  await keepWhole(repository, commit)
}

interface Search {
  readonly origin: Origin
  readonly commit: string
  readonly refusal: ExecResult
}

async function searchHistory(repository: Repository, { origin, commit, refusal }: Search): Promise<void> {
  const all = ['heads', 'tags'].map((kind) => `+refs/${kind}/*:${fetchedRefs}/${kind}/*`)
  try {
    for (const depth of [100, 1_000_000]) {
      const result = await fetch(repository, origin, [`--depth=${depth}`, '--', origin.url, ...all])
      if (result.code !== 0) throw await unreachable(repository, { origin, commit, refusal: result })
      if (await isWhole(repository, commit)) return
    }
  } finally {
    await dropFetchedRefs(repository)
  }
  throw await unreachable(repository, { origin, commit, refusal })
}

function fetch(repository: Repository, { options }: Origin, argv: readonly string[]): Promise<ExecResult> {
  const never = ['--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--no-auto-gc']
  return git(repository, ['fetch', '--quiet', ...never, ...argv], options)
}

async function dropFetchedRefs(repository: Repository): Promise<void> {
  const named = await gitOutput(repository, ['for-each-ref', '--format=delete %(refname)', fetchedRefs])
  await gitOutput(repository, ['update-ref', '--stdin'], { input: named })
}

async function unreachable(
  repository: Repository,
  { origin, commit, refusal }: Search,
): Promise<CabestanError> {
  const argv = ['git', 'fetch', origin.url, commit] as const
  if (await lackedRoom(repository.host, repository.path, refusal)) return gitFailed(repository, argv, refusal)
  const values = {
    repository: origin.url,
    commit: commit.slice(0, 7),
    reason: endOf(refusal.stderr, 1),
    ...(origin.key === null ? {} : { key: origin.key }),
  }
  return new CabestanError('source.unreachable', values, commandFailed(argv, refusal).failure)
}

function isOverSsh(url: string): boolean {
  return url.startsWith('ssh://') || !url.includes('://')
}

/** git has a shell read this; the path is made of a name that was checked at the edge. */
function sshCommand(places: Places): string {
  const options = [
    'IdentitiesOnly=yes',
    'BatchMode=yes',
    'ConnectTimeout=20',
    'StrictHostKeyChecking=accept-new',
    `UserKnownHostsFile=${places.home}/deploy-known-hosts`,
  ]
  return ['ssh', '-i', deployKeyPath(places), ...options.flatMap((option) => ['-o', option])].join(' ')
}
