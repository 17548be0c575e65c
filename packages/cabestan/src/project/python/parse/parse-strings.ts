import type { SyntaxNode } from '@lezer/common'
import { expressions } from './parse-expression.ts'
import { childOf, childrenOf, nested, type Source, sliceOf } from './source.ts'
import { decode, literalOf, openingOf } from './strings.ts'
import type { Expression, TemplatePart } from './syntax.ts'

export function plain(source: Source, node: SyntaxNode, line: number): Expression {
  const literal = literalOf(sliceOf(source, node))
  return { type: 'text', line, text: decode(literal), bytes: literal.bytes }
}

export function formatted(source: Source, node: SyntaxNode, line: number): Expression {
  return { type: 'template', line, parts: partsOf(source, node) }
}

/** Joins `'a' f'{b}' 'c'`: the result is a text, or a template if any part is one. */
export function continued(source: Source, node: SyntaxNode, line: number): Expression {
  const pieces = childrenOf(node)
  const bytes = pieces[0] !== undefined && literalOf(sliceOf(source, pieces[0])).bytes
  const parts = pieces.flatMap((piece): readonly TemplatePart[] =>
    piece.name === 'FormatString' ? partsOf(source, piece) : [decode(literalOf(sliceOf(source, piece)))],
  )
  const texts = parts.filter((part) => typeof part === 'string')
  if (texts.length === parts.length) return { type: 'text', line, text: texts.join(''), bytes }
  return { type: 'template', line, parts }
}

function partsOf(source: Source, node: SyntaxNode): readonly TemplatePart[] {
  const written = sliceOf(source, node)
  const { content, raw } = literalOf(written)
  const start = node.from + openingOf(written)
  return between(source, { node, start, end: start + content.length }, (text) =>
    decode({ content: text, raw, bytes: false }).replaceAll('{{', '{').replaceAll('}}', '}'),
  )
}

/** The fields of a template and the text between them. */
function between(
  source: Source,
  { node, start, end }: { readonly node: SyntaxNode; readonly start: number; readonly end: number },
  text: (written: string) => string,
): readonly TemplatePart[] {
  const parts: TemplatePart[] = []
  let at = start
  for (const child of childrenOf(node)) {
    if (child.name !== 'FormatReplacement') continue
    if (child.from > at) parts.push(text(source.text.slice(at, child.from)))
    parts.push(...replacement(source, child))
    at = child.to
  }
  if (end > at) parts.push(text(source.text.slice(at, end)))
  return parts
}

function replacement(source: Source, node: SyntaxNode): readonly TemplatePart[] {
  const children = childrenOf(node).filter(({ name }) => name !== '{' && name !== '}')
  const described = childOf(node, 'FormatSelfDoc')
  const conversion = childOf(node, 'FormatConversion')
  const spec = childOf(node, 'FormatSpec')
  const value = expressions(
    source,
    children.filter(({ name }) => !name.startsWith('Format') || name === 'FormatString'),
  )
  const part: TemplatePart = {
    value,
    conversion: conversion ? sliceOf(source, conversion).slice(1) : described && !spec ? 'r' : '',
    spec: spec ? nested(source, () => specOf(source, spec), []) : [],
  }
  return described ? [source.text.slice(node.from + 1, described.to), part] : [part]
}

function specOf(source: Source, spec: SyntaxNode): readonly TemplatePart[] {
  return between(source, { node: spec, start: spec.from + 1, end: spec.to }, (written) => written)
}
