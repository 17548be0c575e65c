import type { Tree as LezerTree, PartialParse } from '@lezer/common'
import { parser } from '@lezer/python'
import type { Place } from '../../answer.ts'
import type { Tree } from '../../tree/tree.ts'
import { type LineIndex, lineIndex } from './lines.ts'
import { statements } from './parse-statement.ts'
import { childrenOf } from './source.ts'
import type { Module } from './syntax.ts'

/** No settings file is longer. A migration with data may be, and nothing that is needed is lost with it. */
export const largestPython = 512 * 1024

/** Understands as much of any text as possible; lines that make no sense are in `broken`. */
export function parsePython(text: string, file: string): Module {
  if (text.length > largestPython) return { file, body: [], broken: [{ file }], tooLarge: true }
  // Python reads all three kinds of line ends alike, while the grammar only knows a continuation before `\n`.
  const clean = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const tree = grown(clean)
  const line = lineIndex(clean)
  const body = statements({ text: clean, line, depth: 0 }, childrenOf(tree.topNode))
  const broken = brokenLines(tree, line, file)
  if (tree.length < clean.length) broken.push({ file, line: line(tree.length) })
  return { file, body, broken, tooLarge: false }
}

/**
 * The parser gives an expression up after three hundred links, and takes a long file of statements for such a chain:
 * a statement in the middle would be lost. Setting its count back at each step prevents that. A chain whose tree
 * would be too deep to build is still given up.
 */
function grown(text: string): LezerTree {
  const parse = parser.startParse(text)
  try {
    for (;;) {
      const tree = parse.advance()
      if (tree) return tree
      Reflect.set(parse, 'bigReductionCount', 0)
      // Nesting costs the square of its depth, and no machine has the memory for a hundred thousand `not`.
      if (depthOf(parse) > deepest && parse.stoppedAt === null) parse.stopAt(parse.parsedPos)
    }
  } catch (error) {
    if (error instanceof RangeError) return parser.parse(text)
    throw error
  }
}

const deepest = 1500

function depthOf(parse: PartialParse): number {
  const stacks: unknown = Reflect.get(parse, 'stacks')
  const first: unknown = Array.isArray(stacks) ? stacks[0] : undefined
  const states: unknown = typeof first === 'object' && first ? Reflect.get(first, 'stack') : undefined
  return Array.isArray(states) ? states.length / 3 : 0
}

const parsed = new WeakMap<Tree, Map<string, Module | null>>()

/** Null where the tree has no such text. Each file is parsed once, however often it is asked for. */
export function parseFile(tree: Tree, file: string): Module | null {
  const known = parsed.get(tree) ?? new Map<string, Module | null>()
  parsed.set(tree, known)
  const before = known.get(file)
  if (before !== undefined) return before
  const text = tree.text(file)
  const module = text === null ? null : parsePython(text, file)
  known.set(file, module)
  return module
}

/** Whether a file is longer than what is parsed, or than what is fetched at all. */
export function isTooLarge(tree: Tree, file: string): boolean {
  const entry = tree.entry(file)
  const bytes = (entry?.leads ? tree.entry(entry.leads)?.bytes : entry?.bytes) ?? 0
  return parseFile(tree, file)?.tooLarge ?? bytes > largestPython
}

function brokenLines(tree: LezerTree, line: LineIndex, file: string): Place[] {
  const lines = new Set<number>()
  const cursor = tree.cursor()
  do {
    // For the grammar a bare `yield` is an error, for Python it is not.
    const isBareYield = cursor.type.isError && cursor.node.parent?.name === 'YieldStatement'
    if (cursor.type.isError && !isBareYield) lines.add(line(cursor.from))
  } while (cursor.next())
  return [...lines].sort((a, b) => a - b).map((number) => ({ file, line: number }))
}
