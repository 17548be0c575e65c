import type { SyntaxNode } from '@lezer/common'
import { childrenOf, type Source, sliceOf, split } from './source.ts'
import type { Statement } from './syntax.ts'

export function importStatement(source: Source, node: SyntaxNode, line: number): Statement {
  const groups = split(childrenOf(node).slice(1), ',').filter((group) => group.length > 0)
  return {
    type: 'import',
    line,
    modules: groups.map((group) => {
      const [dotted = [], as] = split(group, 'as')
      return {
        module: dottedOf(source, dotted),
        as: as?.[0] ? sliceOf(source, as[0]) : null,
      }
    }),
  }
}

function dottedOf(source: Source, nodes: readonly SyntaxNode[]): string {
  return nodes
    .filter(({ name }) => name === 'VariableName')
    .map((node) => sliceOf(source, node))
    .join('.')
}

export function fromStatement(source: Source, node: SyntaxNode, line: number): Statement {
  const [origin = [], names = []] = split(childrenOf(node).slice(1), 'import')
  const level = origin
    .filter(({ name }) => name !== 'VariableName')
    // Only dots before the first name count as levels; later ones separate names.
    .filter(({ from }) => from < (origin.find(({ name }) => name === 'VariableName')?.from ?? Infinity))
    .reduce((dots, { name }) => dots + (name === 'Ellipsis' ? 3 : 1), 0)
  const module = dottedOf(source, origin)
  if (names[0]?.name === '*') return { type: 'from', line, module, level, names: '*' }
  const groups = split(
    names.filter(({ name }) => name !== '(' && name !== ')'),
    ',',
  )
  const pairs = groups
    .filter(([first]) => first)
    .map(([name, , as]) => ({
      name: name ? sliceOf(source, name) : '',
      as: as ? sliceOf(source, as) : null,
    }))
  return { type: 'from', line, module, level, names: pairs }
}
