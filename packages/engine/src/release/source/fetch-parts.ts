import { TreePath } from '@cabestan/protocol/names'
import type { Places } from '../places.ts'
import { fetchCommit, originAt } from './fetch.ts'
import { git, type Repository } from './git.ts'
import type { Part } from './parts.ts'
import { submoduleUrl } from './submodule-url.ts'
import { entriesAt } from './tree.ts'

/** A repository that contains itself would never end. */
const deepest = 8

interface Place extends Part {
  readonly url: string
  readonly depth: number
}

/** Fetches a commit and, from where its `.gitmodules` says, those of its submodules; answers all of them. */
export async function fetchParts(
  repository: Repository,
  places: Places,
  top: { readonly commit: string; readonly url: string },
): Promise<Part[]> {
  const parts: Part[] = []
  const waiting: Place[] = [{ ...top, path: '', depth: 0 }]
  for (let place = waiting.shift(); place; place = waiting.shift()) {
    await fetchCommit(repository, await originAt(repository, places, place.url), place.commit)
    parts.push({ path: place.path, commit: place.commit })
    if (place.depth < deepest) waiting.push(...(await submodulesOf(repository, place)))
  }
  return parts
}

async function submodulesOf(repository: Repository, place: Place): Promise<Place[]> {
  const urls = await submoduleUrls(repository, place.commit)
  const entries = await entriesAt(repository, place.commit, [...urls.keys()])
  return [...entries].flatMap(([path, { type, object }]) => {
    const url = urls.get(path)
    if (type !== 'submodule' || url === undefined) return []
    const whole = place.path === '' ? path : `${place.path}/${path}`
    return [{ path: whole, commit: object, url: submoduleUrl(place.url, url), depth: place.depth + 1 }]
  })
}

/** By their paths, what `.gitmodules` says; a submodule that it does not name is an empty directory for everybody. */
async function submoduleUrls(repository: Repository, commit: string): Promise<ReadonlyMap<string, string>> {
  const argv = [
    'config',
    `--blob=${commit}:.gitmodules`,
    '-z',
    '--get-regexp',
    '^submodule\\..*\\.(path|url)$',
  ]
  const { stdout } = await git(repository, argv)
  const values = new Map(stdout.split('\0').map((entry) => halves(entry)))
  const named = [...values].flatMap(([key, path]) => {
    const url = values.get(key.replace(/\.path$/, '.url'))
    return key.endsWith('.path') && url && TreePath.safeParse(path).success ? [[path, url] as const] : []
  })
  return new Map(named)
}

function halves(entry: string): [key: string, value: string] {
  const end = entry.indexOf('\n')
  return end === -1 ? [entry, ''] : [entry.slice(0, end), entry.slice(end + 1)]
}
