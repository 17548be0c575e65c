/** For a failure's values: its sentence “Did you mean …?” is left out where nothing is near. */
export function suggestion(word: string, candidates: readonly string[]): { nearest?: string } {
  const meant = nearest(word, candidates)
  return meant === null ? {} : { nearest: meant }
}

/** What was probably meant: the word that is a few slips away, else the only one that begins like this. Null where there is none. */
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

/** `prod` means production if no other candidate begins like that. */
function begunBy(word: string, candidates: readonly string[]): string | null {
  const begun = candidates.filter((each) => each.toLowerCase().startsWith(word.toLowerCase()))
  return word.length >= leastBeginning && begun.length === 1 ? (begun[0] ?? null) : null
}

const leastBeginning = 3

/** One letter is too many, missing or wrong, or two neighbours have changed places. */
export function isSlip(word: string, other: string): boolean {
  return distanceBetween(word, other) === 1
}

/** Counts letters to insert, delete or replace. Two exchanged neighbours count once, so `wbe` is one slip away from `web`. */
export function distanceBetween(a: string, b: string): number {
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
