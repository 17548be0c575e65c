import { parseFile } from '../python/parse.ts'
import type { Expression, Module } from '../python/syntax.ts'
import { argumentOf, dotted, topLevel, walkExpressions } from '../python/walk.ts'
import type { Tree } from '../tree/tree.ts'
import { directoryOf } from '../where/source-paths.ts'
import { normalised } from './names.ts'
import { isWantedExtra } from './production-words.ts'
import { requirementOf } from './requirement-text.ts'
import { readRequirementsFile, type Wanted, within } from './requirements-file.ts'

/** What setup.py and setup.cfg beside each other say. */
interface Setup {
  readonly path: string
  readonly name: string
  readonly wanted: readonly Wanted[]
  readonly python: string | null
}

export function readSetupPy(tree: Tree, path: string, engine: string | null): Setup | null {
  const module = parseFile(tree, path)
  const call = module === null ? null : setupCall(module)
  if (module === null || call === null) return null
  const reader: Reader = { tree, path, module }
  const extras = argumentOf(call, 'extras_require')
  const wanted = [
    ...textsIn(reader, argumentOf(call, 'install_requires')),
    ...extrasIn(reader, extras, engine),
  ]
  const [name] = textsIn(reader, argumentOf(call, 'name'))
  const [python] = textsIn(reader, argumentOf(call, 'python_requires'))
  return {
    path,
    name: normalised(name?.text ?? ''),
    wanted: wantedIn(reader, wanted),
    python: python?.text ?? null,
  }
}

interface Reader {
  readonly tree: Tree
  readonly path: string
  readonly module: Module
}

interface Written {
  readonly text: string
  readonly line: number
}

type Call = Extract<Expression, { type: 'call' }>

function setupCall({ body }: Module): Call | null {
  const calls = walkExpressions(body).filter((each) => each.type === 'call')
  return calls.find(({ callee }) => /(?:^|\.)setup$/.test(dotted(callee) ?? '')) ?? null
}

/** Literals, names of the module that hold them, sums of lists, and requirements files that are opened. */
function textsIn(reader: Reader, expression: Expression | null, depth = 0): Written[] {
  if (expression === null || depth > 8) return []
  switch (expression.type) {
    case 'text':
      return expression.text.split('\n').map((text) => ({ text, line: expression.line }))
    case 'list':
    case 'tuple':
    case 'set':
      return expression.items.flatMap((item) => textsIn(reader, item, depth + 1))
    case 'binary':
      return [expression.left, expression.right].flatMap((side) => textsIn(reader, side, depth + 1))
    case 'name':
      return textsIn(reader, assigned(reader, expression.name), depth + 1)
    default:
      return []
  }
}

function assigned({ module }: Reader, name: string): Expression | null {
  for (const statement of topLevel(module.body).toReversed())
    if (statement.type === 'assign' && statement.targets.some((target) => dotted(target) === name))
      return statement.value
  return null
}

function extrasIn(reader: Reader, extras: Expression | null, engine: string | null): Written[] {
  const dict = extras?.type === 'name' ? assigned(reader, extras.name) : extras
  if (dict?.type !== 'dict') return []
  return dict.entries.flatMap(({ key, value }) =>
    key?.type === 'text' && isWantedExtra(key.text, engine) ? textsIn(reader, value) : [],
  )
}

function wantedIn({ tree, path, module }: Reader, written: readonly Written[]): Wanted[] {
  const stated = written.flatMap(({ text, line }): Wanted[] => {
    const requirement = requirementOf(text)
    return requirement === null ? [] : [{ ...requirement, place: { file: path, line }, editable: false }]
  })
  if (stated.length > 0) return stated
  // Read from a requirements file by code of its own: that file is named in a text somewhere.
  const files = walkExpressions(module.body)
    .flatMap((each) =>
      each.type === 'text' && /^[\w./-]*req[\w./-]*\.(?:txt|in|pip)$/i.test(each.text) ? [each.text] : [],
    )
    .flatMap((name) => within(directoryOf(path), name) ?? [])
  return [...new Set(files)].slice(0, 1).flatMap((file) => readRequirementsFile(tree, file).wanted)
}

/** `[options] install_requires` of a setup.cfg, an item a line. */
export function readSetupCfg(tree: Tree, path: string): Setup | null {
  const sections = iniOf(tree.text(path) ?? '')
  const options = sections.get('options')
  const written = options?.get('install_requires')
  if (written === undefined) return null
  const wanted = written.flatMap(({ text, line }): Wanted[] => {
    const requirement = requirementOf(text)
    return requirement === null ? [] : [{ ...requirement, place: { file: path, line }, editable: false }]
  })
  const first = (section: string, key: string) => sections.get(section)?.get(key)?.[0]?.text
  return {
    path,
    name: normalised(first('metadata', 'name') ?? ''),
    wanted,
    python: first('options', 'python_requires') ?? null,
  }
}

/** The lines of each value. */
type Section = Map<string, readonly Written[]>

function iniOf(content: string): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>()
  let section: Section = new Map()
  let key = ''
  for (const [index, raw] of content.split(/\r?\n/, 5_000).entries()) {
    const line = index + 1
    const header = /^\[([^\]]+)\]/.exec(raw)?.[1]
    const entry = /^([A-Za-z0-9_.-]+)\s*[=:](.*)$/.exec(raw)
    if (header !== undefined) {
      section = sections.get(header) ?? new Map()
      sections.set(header, section)
    } else if (entry?.[1] !== undefined) {
      key = entry[1]
      const text = entry[2]?.trim() ?? ''
      section.set(key, text === '' ? [] : [{ text, line }])
    } else if (/^\s+\S/.test(raw) && !/^\s*[#;]/.test(raw)) {
      section.set(key, [...(section.get(key) ?? []), { text: raw.trim(), line }])
    }
  }
  return sections
}
