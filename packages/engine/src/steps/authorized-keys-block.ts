const begin = '# cabestan: begin'
const end = '# cabestan: end'

/** Keys between our marks, in any of the blocks. */
export function keysInBlock(text: string): string[] {
  return partsOf(text).ours
}

/**
 * The same text with a block for these keys, in its former place or at the end; without keys the block is removed.
 */
export function withBlock(text: string, keys: readonly string[]): string {
  const { before, after } = partsOf(text)
  const block = keys.length > 0 ? [begin, ...keys, end] : []
  return [...before, ...block, ...after].map((line) => `${line}\n`).join('')
}

interface Parts {
  readonly before: string[]
  readonly ours: string[]
  readonly after: string[]
}

/** A mark without its end makes no block: the lines below it may be a person's. */
function partsOf(text: string): Parts {
  const lines = text.replace(/\n$/, '').split('\n')
  const parts: Parts = { before: [], ours: [], after: [] }
  let place: keyof Parts = 'before'
  for (const [index, line] of (text === '' ? [] : lines).entries()) {
    if (line === begin && lines.indexOf(end, index) !== -1) place = 'ours'
    else if (line === end && place === 'ours') place = 'after'
    else if (line !== begin && line !== end) parts[place].push(line)
  }
  return parts
}
