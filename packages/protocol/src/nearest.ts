/** What was probably meant, or null where nothing is near: a slip of the finger, else the beginning of one of them. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const ranked = candidates
    .map((candidate) => ({
      candidate,
      distance: distanceBetween(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.distance - b.distance)
  const [best] = ranked
  return best && best.distance <= Math.ceil(word.length / 3) ? best.candidate : begunBy(word, candidates)
}

/** `prod` is production, where nothing else begins so. */
function begunBy(word: string, candidates: readonly string[]): string | null {
  const begun = candidates.filter((each) => each.toLowerCase().startsWith(word.toLowerCase()))
  return word.length >= leastBeginning && begun.length === 1 ? (begun[0] ?? null) : null
}

const leastBeginning = 3

/** One letter too many, too few or another one, or two neighbours that changed places. */
export function isSlip(word: string, other: string): boolean {
  return distanceBetween(word, other) === 1
}

/** Letters to insert, delete or replace, and neighbours to exchange: `wbe` is one slip away from `web`, and not two. */
function distanceBetween(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const replaced = at(row, j) + (letter === other ? 0 : 1)
      const isExchanged = letter === b[j - 1] && other === a[i - 1]
      const exchanged = isExchanged ? at(before, j - 1) + 1 : Number.POSITIVE_INFINITY
      next.push(Math.min(replaced, exchanged, at(row, j + 1) + 1, at(next, j) + 1))
    }
    before = row
    row = next
  }
  return at(row, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0
}
