import type { Tree } from '../../tree/tree.ts'
import { at, linesOf, list, table, text, texts, tomlOf } from './documents.ts'
import { type Lock, type Locked, lockOf, type Wants, wheelTags } from './lock.ts'
import { normalised } from './names.ts'

/** A uv.lock, and what each member of its workspace asks for. */
export interface UvLock {
  readonly lock: Lock
  readonly members: readonly UvMember[]
}

interface UvMember {
  readonly name: string
  /** The directory of its pyproject.toml relative to the lock; '' for the root. */
  readonly directory: string
  readonly groups: ReadonlyMap<string, readonly Wants[]>
}

export function readUvLock(tree: Tree, path: string): UvLock | null {
  const document = tomlOf(tree, path)
  if (document === null) return null
  const lines = linesOf(tree, path, /^name = "([^"]+)"/)
  const packages = list(document['package'])
  const locked = packages.map((each) => lockedOf(each, path, lines))
  return { lock: lockOf(locked), members: packages.flatMap(memberOf) }
}

function memberOf(value: unknown): UvMember[] {
  const source = at(value, 'source')
  const directory = text(at(source, 'virtual')) ?? text(at(source, 'editable'))
  if (directory === null) return []
  const groups = table(at(value, 'dev-dependencies'))
  return [
    {
      name: normalised(text(at(value, 'name')) ?? ''),
      directory: directory === '.' ? '' : directory,
      groups: new Map(Object.entries(groups).map(([group, wants]) => [group, list(wants).map(wantsOf)])),
    },
  ]
}

function lockedOf(value: unknown, file: string, lines: ReadonlyMap<string, number>): Locked {
  const name = text(at(value, 'name')) ?? ''
  const source = at(value, 'source')
  const git = text(at(source, 'git'))
  const path = ['virtual', 'editable', 'directory', 'path'].flatMap((key) => text(at(source, key)) ?? [])[0]
  const optional = Object.entries(table(at(value, 'optional-dependencies')))
  return {
    name: normalised(name),
    version: text(at(value, 'version')) ?? '',
    from:
      git !== null ? 'vcs' : path !== undefined ? 'path' : text(at(source, 'url')) !== null ? 'url' : 'index',
    url: git === null ? (path ?? text(at(source, 'url'))) : gitUrl(git),
    markers: texts(at(value, 'resolution-markers')),
    dependencies: list(at(value, 'dependencies')).map(wantsOf),
    extras: new Map(optional.map(([extra, wants]) => [normalised(extra), list(wants).map(wantsOf)])),
    wheels: wheelTags(list(at(value, 'wheels')).flatMap((each) => fileOf(text(at(each, 'url'))))),
    registry: text(at(source, 'registry')),
    hashes: [at(value, 'sdist'), ...list(at(value, 'wheels'))].flatMap(
      (each) => text(at(each, 'hash')) ?? [],
    ),
    place: { file, line: lines.get(name.toLowerCase()) ?? 1 },
  }
}

/** `https://host/repo?rev=v1#<commit>` in the form that pip writes. */
function gitUrl(git: string): string {
  const [address = '', commit] = git.split('#')
  const [repository = ''] = address.split('?')
  return `git+${repository}${commit === undefined ? '' : `@${commit}`}`
}

function fileOf(url: string | null): string[] {
  return url === null ? [] : [url.slice(url.lastIndexOf('/') + 1)]
}

function wantsOf(value: unknown): Wants {
  return {
    name: text(at(value, 'name')) ?? '',
    extras: [...texts(at(value, 'extra')), ...texts(at(value, 'extras'))],
    marker: text(at(value, 'marker')) ?? '',
  }
}
