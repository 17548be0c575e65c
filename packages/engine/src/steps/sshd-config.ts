import { posix } from 'node:path'
import type { Files } from '../host/host.ts'

export const mainPath = '/etc/ssh/sshd_config'
export const dropInDirectory = '/etc/ssh/sshd_config.d'
/** In sshd the first value of a keyword wins, so this sorts before all others (cloud-init's is 50-…). */
export const dropInPath = `${dropInDirectory}/00-cabestan.conf`

/** One line that sets something, and where it stands. */
export interface Directive {
  readonly path: string
  readonly line: number
  /** In lower case, because sshd ignores the case. */
  readonly keyword: string
  readonly value: string
  /** Stands below a Match, so it only counts for some connections. */
  readonly conditional: boolean
}

/** Everything that sshd reads, in its order, with included files in place of their Include. */
export async function readDirectives(files: Files): Promise<Directive[]> {
  return follow(files, { path: mainPath, conditional: false, depth: 0 })
}

interface Reading {
  readonly path: string
  readonly conditional: boolean
  readonly depth: number
}

/** sshd gives up at this depth too. */
const deepest = 16

async function follow(files: Files, reading: Reading): Promise<Directive[]> {
  const text = reading.depth > deepest ? null : await files.readText(reading.path)
  const found: Directive[] = []
  for (const directive of parseConfig(text ?? '', reading)) {
    if (directive.keyword !== 'include') found.push(directive)
    else {
      const conditional = directive.conditional
      for (const path of await includedPaths(files, directive.value)) {
        found.push(...(await follow(files, { path, conditional, depth: reading.depth + 1 })))
      }
    }
  }
  return found
}

export function parseConfig(text: string, of: { path: string; conditional?: boolean }): Directive[] {
  let conditional = of.conditional ?? false
  return text.split('\n').flatMap((line, index) => {
    const [, keyword, value] = /^\s*([A-Za-z][A-Za-z0-9]*)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line) ?? []
    if (!keyword || !value) return []
    const lower = keyword.toLowerCase()
    // `Match all` ends a block: what follows counts for all connections again.
    if (lower === 'match') conditional = (of.conditional ?? false) || value.toLowerCase() !== 'all'
    return [{ path: of.path, line: index + 1, keyword: lower, value, conditional }]
  })
}

async function includedPaths(files: Files, value: string): Promise<string[]> {
  const found = await Promise.all(patternsOf(value).map((pattern) => matching(files, pattern)))
  return found.flat()
}

/** Wildcards are supported in the last part of a path only, which is what people write. */
async function matching(files: Files, pattern: string): Promise<string[]> {
  const parent = pattern.slice(0, pattern.lastIndexOf('/')) || '/'
  const names = (await files.list(parent)) ?? []
  return names.map((name) => `${parent}/${name}`).filter((path) => posix.matchesGlob(path, pattern))
}

function patternsOf(value: string): string[] {
  return (value.match(/"[^"]*"|\S+/g) ?? [])
    .map((part) => part.replaceAll('"', ''))
    .map((part) => (part.startsWith('/') ? part : `/etc/ssh/${part}`))
}

/**
 * The main file, so that ours is read before anything else says a word on the same keywords. Unchanged where
 * that is so already; old images have no Include at all.
 */
export function withInclude(text: string, keywords: readonly string[]): string {
  const directives = parseConfig(text, { path: mainPath })
  const including = directives.findIndex(
    ({ keyword, value, conditional }) =>
      keyword === 'include' &&
      !conditional &&
      patternsOf(value).some((pattern) => posix.matchesGlob(dropInPath, pattern)),
  )
  if (including === -1) return insertAtTop(text, `Include ${dropInDirectory}/*.conf`)
  const above = directives.slice(0, including).some(({ keyword }) => keywords.includes(keyword))
  return above ? insertAtTop(text, `Include ${dropInPath}`) : text
}

/** The place below the comments at the head of the file and above the first line that sets something. */
function insertAtTop(text: string, line: string): string {
  const lines = text.split('\n')
  const first = lines.findIndex((each) => each.trim() !== '' && !each.trim().startsWith('#'))
  const at = first === -1 ? 0 : first
  return [...lines.slice(0, at), line, '', ...lines.slice(at)].join('\n')
}
