import type { SyntaxNode } from '@lezer/common'
import type { LineIndex } from './lines.ts'

/** A text while it is taken apart. */
export interface Source {
  readonly text: string
  readonly line: LineIndex
  /** How deep the node in hand lies; nesting that nobody writes must not overflow the stack. */
  depth: number
}

const deepest = 200

/** `otherwise` where the nesting is beyond all that people write. */
export function nested<T>(source: Source, inside: () => T, otherwise: T): T {
  if (source.depth >= deepest) return otherwise
  source.depth += 1
  const result = inside()
  source.depth -= 1
  return result
}

/** Without comments, and without what the parser could not make sense of. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isError && child.name !== 'Comment') children.push(child)
  }
  return children
}

/** Behind the word that a statement begins with. */
export function rest(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).slice(1)
}

export function childOf(node: SyntaxNode, name: string): SyntaxNode | null {
  return childrenOf(node).find((child) => child.name === name) ?? null
}

export function sliceOf({ text }: Source, node: SyntaxNode): string {
  return text.slice(node.from, node.to)
}

/** The groups between separators of these names. */
export function split(nodes: readonly SyntaxNode[], ...separators: readonly string[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]]
  for (const node of nodes) {
    if (separators.includes(node.name)) groups.push([])
    else groups.at(-1)?.push(node)
  }
  return groups
}
