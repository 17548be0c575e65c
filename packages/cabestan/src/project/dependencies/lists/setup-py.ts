import type { Place } from '../../answer.ts'
import { evaluateProgram } from '../../python/evaluate.ts'
import { parseFile } from '../../python/parse/parse.ts'
import { dotted, walkExpressions } from '../../python/parse/walk.ts'
import type { Value } from '../../python/values.ts'
import { directoryOf, joined } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import { standardLibrary } from '../code/standard-library.table.ts'
import { normalised } from './names.ts'
import { readRequirementsFile } from './requirements-file.ts'
import { type Line, type Listed, listed, nothing, type Stated, together } from './setup-stated.ts'

const watch = /(?:^|\.)setup$/

/** A package is built where there is nothing but Python itself and the build tools. */
function installed(name: string): boolean {
  return standardLibrary.has(name) || /^(?:setuptools|pkg_resources|_?distutils|pip|wheel)$/.test(name)
}

/** The arguments of `setup()`, as far as they are known without running it; null where nothing calls it. */
export function statedInSetupPy(tree: Tree, path: string): Stated | null {
  if (tree.text(path) === null) return null
  const evaluation = evaluateProgram(tree, path, { environment: {}, watch, installed })
  const calls = evaluation.watched.flatMap((given) =>
    given.type === 'dict' && (given.entries.length > 0 || given.open === true) ? [given] : [],
  )
  if (evaluation.watched.length === 0) return unreached(tree, path)
  return stated({ tree, path, calls, opened: linesOfFiles(tree, evaluation.opened) })
}

/** It is called, and its arguments cannot be read. */
export function unreached(tree: Tree, path: string): Stated | null {
  const body = parseFile(tree, path)?.body ?? []
  const call = walkExpressions(body).find(
    (each) => each.type === 'call' && watch.test(dotted(each.callee) ?? ''),
  )
  if (call === undefined) return null
  const unread = [{ what: 'setup()', place: { file: path, line: call.line } }]
  return { name: '', install: { wanted: [], unread }, extras: new Map(), tests: nothing, python: null }
}

interface Reader {
  readonly tree: Tree
  readonly path: string
  readonly opened: ReadonlyMap<string, Place>
  readonly calls: readonly Extract<Value, { type: 'dict' }>[]
}

function stated(reader: Reader): Stated {
  const name = plain(keyword(reader, 'name'))
  const python = keyword(reader, 'python_requires')
  return {
    name: normalised(name ?? ''),
    install: together([listedFor(reader, 'install_requires'), ofPbr(reader)]),
    extras: extrasOf(reader),
    tests: listedFor(reader, 'tests_require'),
    python: plain(python) === null ? null : { text: plain(python) ?? '', place: placeOf(reader, python) },
  }
}

/** The values of a keyword; if there are several calls of which one is made, they are a choice. */
function keyword({ calls }: Reader, name: string): Value {
  const values = calls.map((call): Value => {
    const found = call.entries.findLast(([key]) => plain(key) === name)?.[1]
    if (found !== undefined) return found
    const place = call.place === undefined ? {} : { place: call.place }
    return call.open === true ? { type: 'unknown', why: '**', ...place } : { type: 'none', ...place }
  })
  const [first] = values
  return first !== undefined && values.length === 1 ? first : { type: 'choice', of: values }
}

function plain(value: Value): string | null {
  return value.type === 'text' ? value.text : null
}

function placeOf({ path, calls }: Reader, value: Value): Place {
  return value.place ?? calls[0]?.place ?? { file: path }
}

function listedFor(reader: Reader, name: string): Listed {
  const value = keyword(reader, name)
  return listedIn(reader, value, name)
}

function listedIn(reader: Reader, value: Value, what: string): Listed {
  const { lines, unread } = linesIn(value, placeOf(reader, value))
  const found = listed(
    reader.tree,
    lines.map((line) => located(reader, line)),
    what,
  )
  return together([found, { wanted: [], unread: unread.map((place) => ({ what, place })) }])
}

/** `setup(setup_requires=['pbr'], pbr=True)`: OpenStack's way of using `requirements.txt`. */
function ofPbr(reader: Reader): Listed {
  const asked = keyword(reader, 'pbr')
  if (asked.type !== 'boolean' || !asked.boolean) return nothing
  const file = joined(directoryOf(reader.path), 'requirements.txt')
  return { wanted: readRequirementsFile(reader.tree, file).wanted, unread: [] }
}

/** An extra may have a condition, `dev:python_version<"3"`; without a name it applies to all: `:…`. */
function extrasOf(reader: Reader): ReadonlyMap<string, Listed> {
  const value = keyword(reader, 'extras_require')
  if (value.type !== 'dict') return new Map()
  const named = value.entries.flatMap(([key, list]) => {
    const name = plain(key)
    return name === null ? [] : [[name, listedIn(reader, list, `extras_require[${name}]`)] as const]
  })
  return new Map(named)
}

interface Lines {
  readonly lines: readonly Line[]
  /** Other requirements, which cannot be known. */
  readonly unread: readonly Place[]
}

function linesIn(value: Value, around: Place): Lines {
  const place = value.place ?? around
  switch (value.type) {
    case 'none':
      return { lines: [], unread: [] }
    case 'text':
      return { lines: linesOfText(value.text, place), unread: [] }
    case 'list': {
      const items = value.items.map((item) => linesIn(item, place))
      const more = value.open === true ? [place] : []
      return {
        lines: items.flatMap(({ lines }) => lines),
        unread: [...items.flatMap(({ unread }) => unread), ...more],
      }
    }
    case 'choice':
      return common(
        value.of.map((each) => linesIn(each, place)),
        place,
      )
    default:
      return { lines: [], unread: [place] }
  }
}

/** What all of several ways have in common; whether the rest applies is not known. */
function common(ways: readonly Lines[], place: Place): Lines {
  const [first = { lines: [], unread: [place] }, ...others] = ways
  const lines = first.lines.filter(({ text }) =>
    others.every((way) => way.lines.some((line) => line.text === text)),
  )
  const differ = ways.some((way) => way.lines.length !== lines.length || way.unread.length > 0)
  return { lines, unread: differ ? [place] : [] }
}

/**
 * In the form in which setuptools reads a text as a list: a requirement a line, with comments and continued lines.
 */
function linesOfText(text: string, { file, line = 1 }: Place): Line[] {
  const whole = text.replaceAll(/\\\r?\n/g, ' ')
  return whole.split('\n').flatMap((each, index) => {
    const stated = bare(each)
    return stated === '' ? [] : [{ text: stated, place: { file, line: line + index } }]
  })
}

function bare(line: string): string {
  return line.replace(/(?:^|\s)#.*$/, '').trim()
}

/** A line that was read from a file, unchanged or as it was processed on the way. */
function located({ tree, opened }: Reader, line: Line): Line {
  const start = startOf(line.text)
  if (lineAt(tree, line.place).includes(start)) return line
  const place = opened.get(line.text) ?? opened.get(start)
  return place === undefined ? line : { ...line, place }
}

/** Where each line of the files that it reads stands, by the whole line and by the name at its beginning. */
function linesOfFiles(tree: Tree, files: readonly string[]): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>()
  for (const file of files) {
    for (const [index, line] of (tree.text(file) ?? '').split('\n').entries()) {
      const text = bare(line)
      for (const key of [text, startOf(text)]) if (!found.has(key)) found.set(key, { file, line: index + 1 })
    }
  }
  return found
}

function startOf(text: string): string {
  return /^[\w.-]+/.exec(text)?.[0] ?? text
}

function lineAt(tree: Tree, { file, line = 1 }: Place): string {
  return (tree.text(file) ?? '').split('\n')[line - 1] ?? ''
}
