import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Answers } from './answers.ts'
import type { Outcome } from './findings/finding.ts'
import { checkout } from './python/checkout.ts'
import type { Value } from './python/values.ts'
import type { RepositoryReading } from './repository/read-repository.ts'
import type { ProjectTree } from './tree/commit.ts'
import { type Loaded, loadedTree } from './tree/loaded-tree.ts'
import { contentOf } from './tree/sniff.ts'
import { worthReading } from './tree/worth.ts'

/** A project of `tests/golden/projects`, with what a person would read in it. */
export interface CorpusProject {
  readonly name: string
  readonly files: readonly Loaded[]
  readonly expected: Expected
}

interface Expected {
  readonly outcome: Outcome
  readonly answers: Partial<Answers>
  /** Settings as production has them. */
  readonly values?: Readonly<Record<string, unknown>>
  readonly findings?: readonly string[]
  readonly not?: readonly string[]
}

const directory = new URL('../../../../tests/golden/projects/', import.meta.url)

export function corpus(): CorpusProject[] {
  const names = readdirSync(directory).filter((name) => name.endsWith('.txtar'))
  return names
    .sort()
    .map((name) => parseProject(name.slice(0, -6), readFileSync(new URL(name, directory), 'utf8')))
}

/** How a commit with these files is read: files that are not worth reading have no text. */
export function projectTree(files: readonly Loaded[]): ProjectTree {
  const worth = new Set(worthReading(files.filter(({ type }) => type === 'file')).map(({ path }) => path))
  const loaded = files.map(({ data, ...file }) => {
    const content = file.type === 'file' && data ? contentOf(data) : undefined
    const isRead = file.type === 'link' || worth.has(file.path)
    return { ...file, ...(content ? { content } : {}), ...(isRead ? { data } : {}) }
  })
  return {
    ...loadedTree(loaded),
    top: '/home/marie/projet',
    prefix: '',
    commit: '0'.repeat(40),
    submodules: [],
    unreadSubmodules: files
      .filter((file) => file.type === 'submodule' && !isFetched(file, files))
      .map(({ path }) => path),
    missingSubmodules: [],
    truncated: false,
  }
}

/** Everything is committed and pushed. */
export const unchangedRepository: RepositoryReading = {
  state: 'commit',
  branch: 'main',
  shallow: false,
  remotes: ['origin'],
  unpushed: 0,
  changed: [],
  untracked: [],
  history: { secrets: [], complete: true },
}

function isFetched({ path }: Loaded, files: readonly Loaded[]): boolean {
  return files.some((file) => file.path.startsWith(`${path}/`))
}

export function fileOf(path: string, data: Buffer): Loaded {
  return { path, type: 'file', bytes: data.length, executable: false, data }
}

function parseProject(name: string, text: string): CorpusProject {
  const sections = sectionsOf(text)
  const last = sections.pop()
  if (last?.path !== 'expected.yaml') throw new Error(`${name}: expected.yaml is not its last section`)
  return { name, files: sections.map(parseFile), expected: parse(last.body) as Expected }
}

interface Section {
  readonly path: string
  readonly marks: readonly string[]
  readonly body: string
}

function sectionsOf(text: string): Section[] {
  const [, ...parts] = text.split(/^-- (\S+)(?: \[([^\]\n]*)\])? --\n/m)
  const sections: Section[] = []
  for (let at = 0; at < parts.length; at += 3) {
    const [path = '', marks, body = ''] = parts.slice(at, at + 3)
    sections.push({ path, marks: marks?.split(' ') ?? [], body })
  }
  return sections
}

function parseFile({ path, marks, body }: Section): Loaded {
  if (marks.includes('submodule')) return { path, type: 'submodule', bytes: 0, executable: false }
  if (marks.includes('link')) {
    const target = Buffer.from(after(marks, 'link') ?? '')
    return { path, type: 'link', bytes: target.length, executable: false, data: target }
  }
  const file = fileOf(path, bytesOf(body, marks))
  const bytes = Math.max(file.bytes, Number(after(marks, 'padded') ?? 0))
  return { ...file, bytes, executable: marks.includes('x') }
}

function bytesOf(body: string, marks: readonly string[]): Buffer {
  if (marks.includes('base64')) return Buffer.from(body, 'base64')
  const lines = marks.includes('crlf') ? body.replaceAll('\n', '\r\n') : body
  return Buffer.from(
    marks.includes('bom') ? `\ufeff${lines}` : lines,
    marks.includes('utf-16le') ? 'utf16le' : 'utf8',
  )
}

function after(marks: readonly string[], mark: string): string | undefined {
  return marks.includes(mark) ? marks[marks.indexOf(mark) + 1] : undefined
}

/** A value as YAML writes it, with `?` for what cannot be known. */
export function plainOf(value: Value): unknown {
  switch (value.type) {
    case 'none':
      return null
    case 'text':
      return value.text.replaceAll(checkout, '{checkout}')
    case 'number':
      return value.number
    case 'boolean':
      return value.boolean
    case 'list':
      return value.items.map(plainOf)
    case 'dict':
      return Object.fromEntries(value.entries.map(([key, one]) => [String(plainOf(key)), plainOf(one)]))
    default:
      return '?'
  }
}
