import type { Tree } from '../../tree/tree.ts'
import { normalised } from './names.ts'
import {
  type Line,
  type Listed,
  listed,
  listedInFile,
  nothing,
  type Stated,
  together,
} from './setup-stated.ts'

/** `[options]` of a setup.cfg; null where it has none. */
export function statedInSetupCfg(tree: Tree, path: string): Stated | null {
  const sections = sectionsOf(tree.text(path) ?? '', path)
  const options = sections.get('options')
  if (options === undefined) return null
  // Up to version 78 of setuptools both spellings were the same: `install-requires`.
  const linesOf = (key: string) => options.get(key) ?? options.get(key.replace('_', '-')) ?? []
  const read = (key: string) => listedUnder(tree, linesOf(key), key)
  const extras = [...(sections.get('options.extras_require') ?? [])].map(
    ([name, lines]) => [name, listedUnder(tree, lines, `options.extras_require ${name}`)] as const,
  )
  return {
    name: normalised(sections.get('metadata')?.get('name')?.[0]?.text ?? ''),
    install: read('install_requires'),
    extras: new Map(extras),
    tests: read('tests_require'),
    python: linesOf('python_requires')[0] ?? null,
  }
}

/** One item a line, or all on one line separated by `;`; or `file:` with names of requirements files. */
function listedUnder(tree: Tree, lines: readonly CfgLine[], what: string): Listed {
  const [first, ...more] = lines
  if (first === undefined) return nothing
  if (/^file:/.test(first.text)) return together(lines.map((line) => fromFiles(tree, line, what)))
  const isOneLine = more.length === 0 && first.isInline
  const split = isOneLine ? first.text.split(';').map((text) => ({ ...first, text: text.trim() })) : lines
  return listed(
    tree,
    split
      .map((line) => ({ ...line, text: line.text.replace(/\s#.*$/, '') }))
      .filter(({ text }) => text !== ''),
    what,
  )
}

function fromFiles(tree: Tree, { text, place }: Line, what: string): Listed {
  const names = text
    .replace(/^file:/, '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  return together(
    names.map((name) => listedInFile(tree, place.file, name) ?? { wanted: [], unread: [{ what, place }] }),
  )
}

/** The lines of each value. */
type Section = Map<string, readonly CfgLine[]>

interface CfgLine extends Line {
  /** On the same line as its key. */
  readonly isInline: boolean
}

function sectionsOf(content: string, file: string): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>()
  let section: Section = new Map()
  let key = ''
  for (const [index, raw] of content.split(/\r?\n/, 5_000).entries()) {
    const place = { file, line: index + 1 }
    const header = /^\[([^\]]+)\]/.exec(raw)?.[1]
    const entry = /^([^\s#;[=:][^=:]*?)\s*[=:](.*)$/.exec(raw)
    if (header !== undefined) {
      section = sections.get(header) ?? new Map()
      sections.set(header, section)
    } else if (entry?.[1] !== undefined) {
      key = entry[1]
      const text = entry[2]?.trim() ?? ''
      section.set(key, text === '' ? [] : [{ text, place, isInline: true }])
    } else if (/^\s+\S/.test(raw) && !/^\s*[#;]/.test(raw)) {
      section.set(key, [...(section.get(key) ?? []), { text: raw.trim(), place, isInline: false }])
    }
  }
  return sections
}
