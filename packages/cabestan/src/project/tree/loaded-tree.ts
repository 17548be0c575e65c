import { posix } from 'node:path'
import { decode } from './decode.ts'
import { type Entry, type Tree, waysTo } from './tree.ts'

/** A file as it was found, with its bytes where they were worth fetching. For a link these are its target. */
export interface Loaded extends Entry {
  readonly path: string
  readonly data?: Buffer | undefined
}

/** As many links may lead to one another as Linux allows. */
const mostLinks = 40

/** Files in memory as a tree. */
export function loadedTree(files: readonly Loaded[]): Tree {
  const entries = new Map(files.map((file) => [file.path, file]))
  const hasLinks = files.some(({ type }) => type === 'link')
  const texts = new Map<string, string | null>()
  const links = linksOf(entries)
  const follow = (path: string) => entries.get(hasLinks ? (resolve(entries, path) ?? '') : path)
  return {
    paths: [...entries.keys()].sort(),
    entry: (path) => (hasLinks ? (links(path) ?? follow(path)) : entries.get(path)),
    text(path) {
      const known = texts.get(path)
      if (known !== undefined) return known
      const text = textOf(follow(path))
      texts.set(path, text)
      return text
    },
  }
}

function textOf(file: Loaded | undefined): string | null {
  if (file?.type !== 'file' || file.content !== undefined) return null
  if (file.bytes === 0) return ''
  return file.data ? decode(file.data) : null
}

/** Each link as an entry that knows where it leads, which is only resolved when somebody asks. */
function linksOf(entries: ReadonlyMap<string, Loaded>): (path: string) => Entry | undefined {
  const known = new Map<string, Entry>()
  let directories: ReadonlySet<string> | undefined
  const leadsOf = (path: string) => {
    const led = resolve(entries, path)
    if (led === null || led === '' || entries.has(led)) return led
    directories ??= new Set([...entries.keys()].flatMap(prefixesOf))
    const isHere = directories.has(led) || prefixesOf(led).some((at) => entries.get(at)?.type === 'submodule')
    return isHere ? led : null
  }
  return (path) => {
    const entry = entries.get(path)
    if (entry?.type !== 'link') return undefined
    const found = known.get(path) ?? { ...entry, leads: leadsOf(path) }
    known.set(path, found)
    return found
  }
}

function prefixesOf(path: string): string[] {
  return waysTo(path).slice(0, -1)
}

/** Where a path leads if each link on its way is followed; null where that is outside, or nowhere. */
function resolve(entries: ReadonlyMap<string, Loaded>, path: string): string | null {
  let rest = path.split('/')
  let done = ''
  let followed = 0
  while (rest.length > 0) {
    const [part = '', ...after] = rest
    const next = done === '' ? part : `${done}/${part}`
    const entry = entries.get(next)
    rest = after
    if (entry?.type !== 'link') {
      done = next
      continue
    }
    followed += 1
    const target = followed > mostLinks ? null : targetOf(next, entry)
    if (target === null) return null
    rest = [...target, ...after]
    done = ''
  }
  return done
}

function targetOf(path: string, link: Loaded): string[] | null {
  const target = link.data?.toString('utf8') ?? ''
  if (target === '' || target.startsWith('/') || /^[A-Za-z]:/.test(target)) return null
  const led = posix.normalize(posix.join(posix.dirname(path), target.replaceAll('\\', '/')))
  if (led === '..' || led.startsWith('../')) return null
  return led === '.' ? [] : led.split('/').filter((part) => part !== '')
}
