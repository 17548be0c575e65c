import type { StepOf } from '@cabestan/protocol/steps'

type Rule = StepOf<'postgres-hba'>['rules'][number]

const begin = '# Managed by Cabestan, up to the end of it below: the first line that fits decides.'
const end = '# End of what Cabestan manages.'

/** Columns as in Debian's own file. */
export function ruleLine({ type, database, user, address = '', method }: Rule): string {
  return [type.padEnd(7), database.padEnd(15), user.padEnd(15), address.padEnd(23), method].join(' ')
}

/** The file with these lines in its block, and the block at the top. Lines of other applications in it stay. */
export function withRules(text: string, wanted: readonly string[]): string {
  const { block, rest } = divide(text)
  const there = block.filter((line) => wanted.includes(line))
  const inOrder = there.length === wanted.length && there.every((line, index) => line === wanted[index])
  const lines = inOrder ? block : [...block.filter((line) => !wanted.includes(line)), ...wanted]
  return joined(lines, rest)
}

export function withoutRules(text: string, gone: readonly string[]): string {
  const { block, rest } = divide(text)
  return joined(
    block.filter((line) => !gone.includes(line)),
    rest,
  )
}

function divide(text: string): { block: string[]; rest: string } {
  const lines = text.split('\n')
  const first = lines.indexOf(begin)
  const last = lines.indexOf(end)
  if (first === -1 || last < first) return { block: [], rest: text }
  const rest = [...lines.slice(0, first), ...lines.slice(last + 1)]
  return { block: lines.slice(first + 1, last), rest: rest.join('\n') }
}

function joined(block: readonly string[], rest: string): string {
  return block.length === 0 ? rest : [begin, ...block, end, rest].join('\n')
}
