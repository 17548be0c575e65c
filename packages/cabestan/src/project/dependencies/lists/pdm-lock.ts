import type { Tree } from '../../tree/tree.ts'
import { at, linesOf, list, text, texts, tomlOf } from './documents.ts'
import { type Lock, type Locked, lockOf, wheelTags } from './lock.ts'
import { normalised } from './names.ts'
import { vcsUrl } from './poetry.ts'
import { requirementOf } from './requirement-text.ts'

/** A pdm.lock, or a pylock.toml of PEP 751: both list packages with versions and files. */
export function readPdmLock(tree: Tree, path: string): Lock | null {
  const document = tomlOf(tree, path)
  if (document === null) return null
  const lines = linesOf(tree, path, /^name = "([^"]+)"/)
  const packages = [...list(document['package']), ...list(document['packages'])]
  const [whole, parts] = [false, true].map((isPart) =>
    packages.filter((each) => texts(at(each, 'extras')).length > 0 === isPart),
  )
  return lockOf(
    (whole ?? []).map((each) => ({ ...lockedOf(each, path, lines), extras: extrasOf(each, parts ?? []) })),
  )
}

/** PDM lists each package a second time with its extras, and with everything these bring. */
function extrasOf(value: unknown, parts: readonly unknown[]): Locked['extras'] {
  const found = new Map<string, Locked['dependencies']>()
  for (const part of parts) {
    if (at(part, 'name') !== at(value, 'name') || at(part, 'version') !== at(value, 'version')) continue
    for (const extra of texts(at(part, 'extras')).map(normalised))
      found.set(extra, [...(found.get(extra) ?? []), ...wantsOf(part)])
  }
  return found
}

function wantsOf(value: unknown): Locked['dependencies'] {
  return texts(at(value, 'dependencies')).flatMap((each) => requirementOf(each) ?? [])
}

function lockedOf(value: unknown, file: string, lines: ReadonlyMap<string, number>): Locked {
  const name = text(at(value, 'name')) ?? ''
  const marker = text(at(value, 'marker'))
  const files = [...list(at(value, 'files')), ...list(at(value, 'wheels'))]
  const address = text(at(value, 'url')) ?? text(at(value, 'path')) ?? text(at(value, 'directory', 'path'))
  const vcs = vcsUrl(value) ?? vcsUrl({ git: at(value, 'vcs', 'url'), rev: at(value, 'vcs', 'commit-id') })
  return {
    name: normalised(name),
    version: text(at(value, 'version')) ?? '',
    from: vcs !== null ? 'vcs' : address === null ? 'index' : address.startsWith('http') ? 'url' : 'path',
    url: vcs ?? address,
    markers: marker === null ? [] : [marker],
    dependencies: wantsOf(value),
    extras: new Map(),
    registry: null,
    hashes: files.flatMap((each) => text(at(each, 'hash')) ?? []),
    wheels: wheelTags(files.flatMap((each) => text(at(each, 'file')) ?? text(at(each, 'name')) ?? [])),
    place: { file, line: lines.get(name.toLowerCase()) ?? 1 },
  }
}
