import type { Finding } from '../findings/finding.ts'
import type { ProjectTree } from '../tree/commit.ts'
import { judgeFiles } from './judge-files.ts'
import { naming } from './naming.ts'
import { type CommittedSecret, presentSecrets } from './present-secrets.ts'
import type { RepositoryReading } from './read-repository.ts'

export interface RepositoryQuestion {
  readonly tree: ProjectTree
  readonly repository: RepositoryReading
  /** Paths that the project's code refers to and that are in no commit: `config/settings/production.py`. */
  readonly wanted: readonly string[]
  /** The server fetches the commit from its repository, not from this computer. */
  readonly isFetched: boolean
  /** The directory with the home page, from cabestan.yaml. */
  readonly home: string | null
}

const mostSecrets = 20

export function judgeRepository(question: RepositoryQuestion): Finding[] {
  const { tree, repository, wanted, isFetched } = question
  if (repository.state !== 'commit') {
    const code = repository.state === 'not-git' ? 'repository.not-git' : 'repository.no-commits'
    return [
      { code, severity: 'error', wants: 'change', places: [], values: {} },
      ...judgeFiles(tree, isFetched),
    ]
  }
  return [
    ...judgeUncommitted(repository, wanted),
    ...judgePushed(repository),
    ...judgeSecrets(tree, repository),
    ...judgeHome(question),
    ...judgeFiles(tree, isFetched),
  ]
}

function judgeUncommitted(repository: RepositoryReading, wanted: readonly string[]): Finding[] {
  const changed = repository.changed?.filter(isOfTheCommit) ?? null
  const untracked = repository.untracked.filter(isOfTheCommit)
  const needed = untracked.filter((path) => wanted.includes(path))
  const loose = untracked.filter((path) => !wanted.includes(path))
  const findings: Finding[] = []
  if (needed.length > 0)
    findings.push({
      ...naming('repository.untracked-needed', needed),
      severity: 'error',
      wants: 'change',
    })
  if (changed === null) findings.push(plain('repository.unknown-work', 'note'))
  else if (changed.length > 0)
    findings.push({ ...naming('repository.uncommitted', changed), severity: 'warning' })
  if (loose.length > 0) findings.push({ ...naming('repository.untracked', loose), severity: 'note' })
  return findings
}

/** The configuration is read as it lies there, committed or not. */
function isOfTheCommit(path: string): boolean {
  return path.split('/').at(-1) !== 'cabestan.yaml'
}

function judgePushed({ branch, remotes, unpushed }: RepositoryReading): Finding[] {
  const findings: Finding[] = []
  if (branch === null) findings.push(plain('repository.detached', 'note'))
  if (remotes.length === 0) findings.push(plain('repository.no-remote', 'note'))
  if (unpushed) findings.push(plain('repository.unpushed', 'note', { count: String(unpushed) }))
  return findings
}

function judgeHome({ tree, home }: RepositoryQuestion): Finding[] {
  if (home === null || tree.paths.some((path) => path.startsWith(`${home}/`))) return []
  const places = [{ file: 'cabestan.yaml' }]
  return [
    { code: 'repository.no-home', severity: 'error', wants: 'question', places, values: { path: home } },
  ]
}

/** The history tells when a secret in the files came there, as far as it was read. */
function judgeSecrets(tree: ProjectTree, { history, shallow }: RepositoryReading): Finding[] {
  const present = [...presentSecrets(tree).values()].map(
    (secret) => history.secrets.find((known) => known.present && isAtSamePlace(known, secret)) ?? secret,
  )
  // Includes files that nothing else is read from: the key of a certificate.
  const others = history.secrets.filter((secret) => !present.includes(secret))
  const findings = [...present, ...others].slice(0, mostSecrets).map(secretFinding)
  const isUnseen = shallow || !history.complete
  return isUnseen ? [...findings, plain('repository.history-unseen', 'note')] : findings
}

function isAtSamePlace(one: CommittedSecret, other: CommittedSecret): boolean {
  return one.kind === other.kind && one.file === other.file && one.line === other.line
}

function secretFinding(secret: CommittedSecret): Finding {
  const { kind, name, file, line, commit, date, present } = secret
  return {
    code: present ? 'repository.secret' : 'repository.secret-in-history',
    severity: kind === 'secret-key' || kind === 'database-password' ? 'note' : 'warning',
    // An editor cannot open a line of the past.
    places: [present ? { file, line } : { file }],
    values: {
      kind,
      file,
      line: String(line),
      ...(commit === null ? {} : { commit: commit.slice(0, 10) }),
      ...(name === '' ? {} : { name }),
      ...(date === null ? {} : { date }),
      // In a dictionary the name alone says nothing: `'secret': …`.
      ...(present && /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name) ? { variable: name } : {}),
      ...(kind === 'secret-key' && present ? { replaced: 'SECRET_KEY' } : {}),
    },
  }
}

function plain(
  code: Finding['code'],
  severity: Finding['severity'],
  values: Finding['values'] = {},
): Finding {
  return { code, severity, places: [], values }
}
