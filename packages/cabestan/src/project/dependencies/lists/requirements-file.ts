import type { Place } from '../../answer.ts'
import { directoryOf, joined } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import type { PackageIndex, Requirement } from '../reading.ts'
import { isAddress, type RequirementText, requirementOf } from './requirement-text.ts'

/** A requirement of the project, with everything that decides whether and from where it is installed. */
export interface Wanted extends Omit<Requirement, 'url' | 'editable'> {
  readonly marker: string
  readonly url: string | null
  readonly editable: boolean
}

/** A requirements file with everything that it includes. */
export interface RequirementsFile {
  readonly path: string
  readonly wanted: readonly Wanted[]
  readonly constraints: readonly Wanted[]
  /** Files read through `-r` and `-c`, this one first. */
  readonly read: readonly string[]
  /** Lines that no installer understands, and included files that do not exist. */
  readonly broken: readonly Place[]
  readonly missing: readonly { readonly file: string; readonly place: Place }[]
  readonly indexes: readonly PackageIndex[]
  readonly hashed: boolean
}

export function readRequirementsFile(tree: Tree, path: string): RequirementsFile {
  const reader: Reader = {
    tree,
    wanted: [],
    constraints: [],
    read: [],
    broken: [],
    missing: [],
    indexes: [],
    hashed: false,
  }
  readInto(reader, path, 'wanted')
  return { path, ...reader }
}

interface Reader {
  readonly tree: Tree
  readonly wanted: Wanted[]
  readonly constraints: Wanted[]
  readonly read: string[]
  readonly broken: Place[]
  readonly missing: { readonly file: string; readonly place: Place }[]
  readonly indexes: PackageIndex[]
  hashed: boolean
}

type Role = 'wanted' | 'constraints'

const mostFiles = 50
const mostLines = 20_000
const longest = 2_000

function readInto(reader: Reader, path: string, role: Role): void {
  const text = reader.tree.text(path)
  if (text === null || reader.read.includes(path) || reader.read.length >= mostFiles) return
  reader.read.push(path)
  for (const { line, text: written } of logicalLines(text))
    readLine(reader, { place: { file: path, line }, role, written })
}

interface Line {
  readonly place: Place
  readonly role: Role
  readonly written: string
}

function readLine(reader: Reader, line: Line): void {
  const { place, role, written } = line
  if (/^--?[a-z]/.test(written)) readOption(reader, { place, role, ...optionOf(written) })
  else readRequirement(reader, line)
}

function readRequirement(reader: Reader, { place, role, written }: Line): void {
  const stated = bare(written)
  const requirement = stated.length > longest ? null : (requirementOf(stated) ?? listed(stated))
  const hashes = [...written.matchAll(/\s--hash[=\s]([a-z0-9]+:[0-9a-f]+)/g)].map(([, hash = '']) => hash)
  if (hashes.length > 0) reader.hashed = true
  if (requirement === null) reader.broken.push(place)
  else reader[role].push({ ...wantedOf(requirement, place, false), ...(hashes.length > 0 ? { hashes } : {}) })
}

interface Option {
  readonly place: Place
  readonly role: Role
  readonly name: string
  readonly value: string
}

function readOption(reader: Reader, option: Option): void {
  const { place, name, value } = option
  if (/^(?:-r|--requirement)$/.test(name)) include(reader, option)
  else if (/^(?:-c|--constraint)$/.test(name)) include(reader, { ...option, role: 'constraints' })
  else if (/^(?:-e|--editable)$/.test(name)) readEditable(reader, option)
  else if (sources[name] !== undefined) reader.indexes.push({ url: value, option: sources[name], place })
  else if (name === '--require-hashes') reader.hashed = true
}

const sources: Readonly<Record<string, PackageIndex['option']>> = {
  '-i': 'index-url',
  '--index-url': 'index-url',
  '--extra-index-url': 'extra-index-url',
  '-f': 'find-links',
  '--find-links': 'find-links',
}

function readEditable(reader: Reader, { place, role, value }: Option): void {
  const requirement = requirementOf(isAddress(value) ? bare(value) : `./${bare(value)}`)
  if (requirement !== null) reader[role].push(wantedOf(requirement, place, true))
}

function include(reader: Reader, { place, role, value }: Option): void {
  const file = within(directoryOf(place.file), value)
  if (file === null || reader.tree.text(file) === null) reader.missing.push({ file: file ?? value, place })
  else readInto(reader, file, role)
}

/** `-rbase.txt`, `-r base.txt`, `--requirement=base.txt`. */
function optionOf(written: string): { name: string; value: string } {
  const match = /^(--[a-z][a-z-]*|-[a-z])(?:\s*=\s*|\s*)(.*)$/.exec(written)
  return { name: match?.[1] ?? written, value: (match?.[2] ?? '').trim() }
}

/** A path relative to a directory of the tree; null where it leaves the tree. */
export function within(directory: string, path: string): string | null {
  const found: string[] = directory === '' ? [] : directory.split('/')
  for (const segment of path.replaceAll('\\', '/').split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') found.push(segment)
    else if (found.pop() === undefined) return null
  }
  return path.startsWith('/') ? null : joined('', found.join('/'))
}

/** Without options after a requirement: `--hash=…`, `--config-settings …`. */
function bare(written: string): string {
  const at = written.search(/\s--[a-z]/)
  return at === -1 ? written : written.slice(0, at)
}

/** The output of `pip list`, saved as a requirements file: `Django   2.1.5`. */
function listed(written: string): RequirementText | null {
  const match = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s+(\d[\w.]*)(?:\s+\S+)?$/.exec(written)
  return match === null ? null : requirementOf(`${match[1]}==${match[2]}`)
}

function wantedOf(
  { name, specifier, extras, from, marker, url }: RequirementText,
  place: Place,
  editable: boolean,
): Wanted {
  return { name, specifier, extras, from, place, marker, url, editable }
}

interface LogicalLine {
  readonly line: number
  readonly text: string
}

/** Comments and blank lines removed, and lines with a backslash joined, as pip does it. */
function logicalLines(text: string): LogicalLine[] {
  const found: LogicalLine[] = []
  let held = ''
  let start = 1
  for (const [index, raw] of text.split(/\r\n|\r|\n/, mostLines).entries()) {
    if (held === '') start = index + 1
    const line = held + raw.replace(/(?:^|\s)#.*$/, '').trimEnd()
    held = ''
    if (line.endsWith('\\')) held = `${line.slice(0, -1)} `
    else if (line.trim() !== '') found.push({ line: start, text: line.trim() })
  }
  if (held.trim() !== '') found.push({ line: start, text: held.trim() })
  return found
}
