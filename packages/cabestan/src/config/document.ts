import { CabestanError } from '@cabestan/protocol/failures'
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import type { SyntaxProblem } from './problems.ts'

export interface Position {
  readonly line: number
  readonly column: number
}

export type Path = readonly PropertyKey[]

/** A YAML text as plain values, each of which can still tell where it stands. */
export interface PlacedValues {
  readonly value: unknown
  /** The source of a number or of a word such as `yes`, as it was typed. */
  sourceOf(path: Path): string | undefined
  positionOfValue(path: Path): Position
  positionOfKey(path: Path): Position
}

/** Far longer than anybody writes by hand: a longer file is not a configuration. */
const maxCharacters = 100_000

/**
 * Reads YAML 1.2 without what makes it dangerous or hard to follow: aliases (one of them can stand for
 * millions of values), tags, keys that are not text. `environments` spares what people use aliases for.
 */
export function readYaml(text: string, file: string): PlacedValues {
  const counter = new LineCounter()
  const fail = (at: number, problem: SyntaxProblem, message: string) => {
    // A missing end is reported on the last line that has text, not below it.
    const { line, col } = counter.linePos(Math.min(at, Math.max(0, text.trimEnd().length - 1)))
    const place = { line: String(Math.max(line, 1)), column: String(Math.max(col, 1)) }
    return new CabestanError('config.syntax', { file, ...place, problem, message })
  }
  if (text.length > maxCharacters) throw fail(0, 'too-large', `${text.length} characters`)
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'error' })
  const [mistake] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])
  if (mistake) throw fail(mistake.pos[0], problemOf(mistake, text), mistake.message)
  refuseWhatWeDoNotRead(document, fail)
  return { value: document.toJS(), ...positions(document, counter) }
}

type Fail = (at: number, problem: SyntaxProblem, message: string) => CabestanError

function refuseWhatWeDoNotRead(document: Document.Parsed, fail: Fail): void {
  visit(document, {
    Alias(_key, alias) {
      throw fail(alias.range?.[0] ?? 0, 'alias', `*${alias.source}`)
    },
    Pair(_key, { key }) {
      if (isScalar(key) && typeof key.value === 'string' && key.value !== '__proto__') return
      const at = isNode(key) ? (key.range?.[0] ?? 0) : 0
      throw fail(at, 'key', String(key))
    },
  })
}

/** The parser's own errors, for those mistakes that people make. */
const syntaxProblems: Partial<Record<YAMLError['code'], SyntaxProblem>> = {
  TAB_AS_INDENT: 'tab',
  BAD_INDENT: 'indentation',
  MISSING_CHAR: 'quotes',
  BLOCK_AS_IMPLICIT_KEY: 'colon',
  MULTILINE_IMPLICIT_KEY: 'no-value',
  BAD_SCALAR_START: 'sign',
  DUPLICATE_KEY: 'duplicate-key',
  TAG_RESOLVE_FAILED: 'tag',
  MULTIPLE_DOCS: 'several-documents',
  RESOURCE_EXHAUSTION: 'too-large',
}

/**
 * Some of its codes stand for several mistakes, which only the message tells; and a key that is indented below a
 * plain value looks to it as if it stood on that value's line.
 */
function problemOf({ code, message, pos: [start] }: YAMLError, text: string): SyntaxProblem {
  const restOfLine = text.slice(start).split('\n', 1)[0] ?? ''
  if (mergeMarks.test(restOfLine)) return 'merge'
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && !restOfLine.includes(':')) return 'indentation'
  const told = tellingMessages.find(([words]) => message.startsWith(words))
  return told?.[1] ?? syntaxProblems[code] ?? 'other'
}

const mergeMarks = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/

const tellingMessages: readonly (readonly [string, SyntaxProblem])[] = [
  ['Flow ', 'brackets'],
  ['Unexpected flow-', 'brackets'],
  ['Implicit map keys need', 'no-value'],
  ['Unexpected scalar at node end', 'after-quotes'],
]

function positions(document: Document.Parsed, counter: LineCounter) {
  const at = (node: unknown): Position | undefined => {
    if (!isNode(node) || !node.range) return undefined
    const { line, col } = counter.linePos(node.range[0])
    return { line, column: col }
  }
  // The place of a missing value is that of the nearest map or list around it.
  const positionOfValue = (path: Path): Position =>
    at(nodeAt(document, path)) ??
    (path.length === 0 ? { line: 1, column: 1 } : positionOfValue(path.slice(0, -1)))
  const positionOfKey = (path: Path): Position => {
    const parent = nodeAt(document, path.slice(0, -1))
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
      : null
    return at(pair?.key) ?? positionOfValue(path)
  }
  const sourceOf = (path: Path): string | undefined => {
    const node = nodeAt(document, path)
    return isScalar(node) && typeof node.value !== 'string' ? node.source : undefined
  }
  return { positionOfValue, positionOfKey, sourceOf }
}

function nodeAt(document: Document.Parsed, path: Path): unknown {
  return path.reduce<unknown>((node, key) => {
    if (isMap(node) || isSeq(node)) return node.get(key, true)
    return undefined
  }, document.contents)
}
