import type { CodeLine } from '../../runtime/code-lines.ts'

/** One module that a file imports. */
export interface Import {
  /** `google.cloud.storage`; a relative one with its dots. */
  readonly module: string
  /** Names after `import`, which may be modules too. */
  readonly names: readonly string[]
  readonly line: number
  /** The file works without it, or may never reach it: inside a `try` or an `if`. */
  readonly optional: boolean
  /** Only when a function is called. */
  readonly lazy: boolean
}

export function importsOf(lines: readonly CodeLine[]): readonly Import[] {
  const found: Import[] = []
  const blocks: Block[] = []
  for (const each of lines) {
    while ((blocks.at(-1)?.indent ?? -1) >= each.indent) blocks.pop()
    if (each.text.endsWith(':'))
      blocks.push({
        indent: each.indent,
        optional: isOptional(each.text),
        lazy: /^(?:async )?def /.test(each.text),
      })
    if (!/\bimport\b/.test(each.text)) continue
    const where = {
      line: each.line,
      optional: blocks.some(({ optional }) => optional),
      lazy: blocks.some(({ lazy }) => lazy),
    }
    for (const statement of each.text.split(';')) found.push(...importsIn(statement.trim(), where))
  }
  return found
}

interface Block {
  readonly indent: number
  readonly optional: boolean
  readonly lazy: boolean
}

type Where = Pick<Import, 'line' | 'optional' | 'lazy'>

function isOptional(header: string): boolean {
  return /^(?:try|except\b.*|finally|else)\s*:|^(?:el)?if\b/.test(header)
}

function importsIn(statement: string, where: Where): Import[] {
  // `try: import x` and `if DEBUG: import x` are on one line.
  const inline = /^(.{1,200}?:)\s*((?:import|from)\s.*)$/.exec(statement)
  if (inline?.[1] && inline[2])
    return importsIn(inline[2], { ...where, optional: where.optional || isOptional(inline[1]) })
  const from = /^from\s*([.\w]+)\s*import\b(.*)$/.exec(statement)
  if (from?.[1] !== undefined) return [{ module: from[1], names: namesIn(from[2] ?? ''), ...where }]
  const plain = /^import\s+(.*)$/.exec(statement)?.[1]
  return plain === undefined ? [] : namesIn(plain).map((module) => ({ module, names: [], ...where }))
}

function namesIn(text: string): string[] {
  return text
    .replace(/[()]/g, ' ')
    .split(',')
    .flatMap((each) => /^\s*([\w.]+|\*)/.exec(each)?.[1] ?? [])
}
