import { realpath, stat } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import { suggestion } from '@cabestan/protocol/nearest'
import { beginningOf, contentsOf } from './contents.ts'
import { git, gitFailure, gitOutput } from './git.ts'
import { type Listed, mostFiles, parseListing } from './listing.ts'
import { type Loaded, loadedTree } from './loaded-tree.ts'
import { contentOf, mayBePointer, mayBeSqlite, tellingBytes } from './sniff.ts'
import { checkedOutSubmodule, isNamedSubmodule } from './submodule.ts'
import type { Tree } from './tree.ts'
import { worthReading } from './worth.ts'

/** The files of one commit, or of a folder that is in no repository. */
export interface ProjectTree extends Tree {
  /** Of the working copy on this computer, with all links resolved. */
  readonly top: string
  /** The directory that was named, from the top of the repository: `''`, `apps/api`. */
  readonly prefix: string
  /** Null where there is no commit: the files are those of the folder, as they lie there. */
  readonly commit: string | null
  /** Working copies of submodules that were read, each at the commit that its parent has. */
  readonly submodules: readonly Submodule[]
  /** Submodules that are not checked out here, by their paths: their files are not in `paths`. */
  readonly unreadSubmodules: readonly string[]
  /** Those of them that `.gitmodules` names: a release made on this computer is refused without them. */
  readonly missingSubmodules: readonly string[]
  /** There are more files than anybody reads. */
  readonly truncated: boolean
}

export interface Submodule {
  readonly directory: string
  readonly commit: string
  /** Where its files lie in the whole: `vendor/shop/`. */
  readonly at: string
}

/** The working copy that a directory belongs to; null where it belongs to none. */
export interface WorkingCopy {
  readonly top: string
  readonly prefix: string
}

/** Submodules have submodules; a repository that contains itself would never end. */
const deepest = 8
/** First bytes cost a process each. */
const mostDatabases = 32

export async function readCommit(directory: string, revision = 'HEAD'): Promise<ProjectTree> {
  const copy = await workingCopyOf(directory)
  if (!copy) throw new CabestanError('git.not-a-repository', { path: directory })
  const commit = await commitOf(copy.top, revision)
  if (!commit) throw await unknownRevision(copy.top, revision)
  const walk: Walk = { files: [], submodules: [], unread: [], missing: [], truncated: false }
  await readInto(walk, { directory: copy.top, commit, at: '', depth: 0 })
  const tree = loadedTree(walk.files)
  const { submodules, unread: unreadSubmodules, missing: missingSubmodules, truncated } = walk
  return { ...tree, ...copy, commit, submodules, unreadSubmodules, missingSubmodules, truncated }
}

export async function workingCopyOf(directory: string): Promise<WorkingCopy | null> {
  const here = await realDirectory(directory)
  const argv = ['rev-parse', '--show-toplevel']
  const outcome = await git(here, argv)
  if (outcome.code !== 0) {
    if (/not a git repository/.test(outcome.stderr)) return null
    throw gitFailure(here, argv, outcome)
  }
  const top = await realpath(outcome.stdout.toString().replace(/\r?\n$/, ''))
  const prefix = relative(top, here).split(sep).join('/')
  // A configuration can put the top anywhere; only what the named directory lies in is the person's own.
  return prefix === '..' || prefix.startsWith('../') ? null : { top, prefix }
}

/** The commit that a revision names; null where there is none. */
export async function commitOf(top: string, revision: string): Promise<string | null> {
  const argv = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]
  const outcome = await git(top, argv)
  const commit = outcome.stdout.toString().trim()
  return outcome.code === 0 && /^[0-9a-f]{40,64}$/.test(commit) ? commit : null
}

async function unknownRevision(top: string, revision: string): Promise<CabestanError> {
  const { stdout } = await git(top, ['for-each-ref', '--format=%(refname:strip=2)', ...refs])
  const names = stdout.toString().split('\n').filter(Boolean)
  const { stdout: shallow } = await git(top, ['rev-parse', '--is-shallow-repository'])
  const deepen = shallow.toString().trim() === 'true' ? 'git fetch --unshallow' : ''
  return new CabestanError('git.unknown-revision', {
    revision,
    path: top,
    deepen,
    ...suggestion(revision, names),
  })
}

const refs = ['refs/heads', 'refs/tags', 'refs/remotes']

export async function realDirectory(directory: string): Promise<string> {
  try {
    const here = await realpath(directory)
    if ((await stat(here)).isDirectory()) return here
  } catch {
    // Told below, as for what is no directory.
  }
  throw new CabestanError('project.missing', { path: directory })
}

interface Walk {
  readonly files: Loaded[]
  readonly submodules: Submodule[]
  readonly unread: string[]
  readonly missing: string[]
  truncated: boolean
}

/** The repository itself, at `''`, or a submodule. */
interface Part extends Submodule {
  readonly depth: number
}

async function readInto(walk: Walk, part: Part): Promise<void> {
  const argv = ['ls-tree', '-r', '-l', '-z', '--full-tree', part.commit]
  const listed = parseListing(await gitOutput(part.directory, argv))
  walk.truncated ||= listed.length >= mostFiles
  const loaded = await load(part.directory, listed)
  walk.files.push(...loaded.map((file) => ({ ...file, path: part.at + file.path })))
  for (const submodule of listed.filter(({ type }) => type === 'submodule'))
    await readSubmodule(walk, part, submodule)
}

async function readSubmodule(walk: Walk, part: Part, submodule: Listed): Promise<void> {
  const path = part.at + submodule.path
  const isWanted = part.depth < deepest && walk.files.length < mostFiles
  const directory = isWanted ? await checkedOutSubmodule(part.directory, submodule) : null
  if (directory) {
    const inner = { directory, commit: submodule.object, at: `${path}/` }
    walk.submodules.push(inner)
    return readInto(walk, { ...inner, depth: part.depth + 1 })
  }
  walk.unread.push(path)
  if (isWanted && (await isNamedSubmodule(part, submodule))) walk.missing.push(path)
}

async function load(directory: string, listed: readonly Listed[]): Promise<Loaded[]> {
  const files = listed.filter(({ type }) => type === 'file')
  const wanted = new Set([
    ...worthReading(files).map(({ object }) => object),
    ...listed.filter(({ type, bytes }) => type === 'link' && bytes <= 4096).map(({ object }) => object),
    ...pointersAmong(files).map(({ object }) => object),
  ])
  const contents = await contentsOf(directory, [...wanted])
  const beginnings = await beginningsOf(directory, files.filter(mayBeSqlite).slice(0, mostDatabases))
  return listed.map((file) => loadedOf(file, contents.get(file.object), beginnings.get(file.object)))
}

function loadedOf(file: Listed, data?: Buffer, beginning?: Buffer): Loaded {
  const content = file.type === 'file' ? contentOf(beginning ?? data ?? Buffer.alloc(0)) : undefined
  return { ...file, ...(content ? { content } : {}), ...(data ? { data } : {}) }
}

/** Files that git-lfs may keep elsewhere: only a repository with attributes of its own has any. */
function pointersAmong(files: readonly Listed[]): Listed[] {
  const attributes = files.some(({ path }) => path.split('/').at(-1) === '.gitattributes')
  return attributes ? files.filter(mayBePointer).slice(0, 5000) : []
}

async function beginningsOf(
  directory: string,
  files: readonly Listed[],
): Promise<ReadonlyMap<string, Buffer>> {
  const beginnings = files.map(
    async ({ object }) => [object, await beginningOf(directory, object, tellingBytes)] as const,
  )
  return new Map(await Promise.all(beginnings))
}
