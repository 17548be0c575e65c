import type { SyntaxNode } from '@lezer/common'
import type { LineIndex } from './lines.ts'

/** A text while it is parsed. */
export interface Source {
  readonly text: string
  readonly line: LineIndex
  /** The depth of the present node, so that nesting which nobody writes cannot overflow the stack. */
  depth: number
}

const deepest = 200

/** Gives `otherwise` where the nesting is deeper than anything that people write. */
export function nested<T>(source: Source, inside: () => T, otherwise: T): T {
  if (source.depth >= deepest) return otherwise
  source.depth += 1
  const result = inside()
  source.depth -= 1
  return result
}

/** The children without comments and without the parser's marks of errors. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isError && child.name !== 'Comment') children.push(child)
  }
  return children
}

/** Everything after the word with which a statement begins. */
export function rest(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).slice(1)
}

export function childOf(node: SyntaxNode, name: string): SyntaxNode | null {
  return childrenOf(node).find((child) => child.name === name) ?? null
}

export function sliceOf({ text }: Source, node: SyntaxNode): string {
  return text.slice(node.from, node.to)
}

/** Divides the nodes at separators with these names. */
export function split(nodes: readonly SyntaxNode[], ...separators: readonly string[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]]
  for (const node of nodes) {
    if (separators.includes(node.name)) groups.push([])
    else groups.at(-1)?.push(node)
  }
  return groups
}
