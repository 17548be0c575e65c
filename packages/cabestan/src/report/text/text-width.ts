import { stripVTControlCharacters } from 'node:util'

/** East Asian characters and emoji take two columns, combining marks none. */
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
const zero = /^(\p{Mn}|\p{Me}|[\u200b-\u200d]|[\ufe00-\ufe0f])/u

export function widthOf(text: string): number {
  let columns = 0
  for (const character of stripVTControlCharacters(text)) columns += columnsOf(character)
  return columns
}

/** Cut rather than wrapped, because a line that wraps makes a live view jump. `text` must not have colours yet. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let kept = ''
  let used = 0
  for (const character of text) {
    used += columnsOf(character)
    if (used > columns - 1) break
    kept += character
  }
  return columns > 0 ? `${kept}…` : ''
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)))
}

/**
 * A line of somebody else's output, safe to show: no cursor movements, no bells, and of a progress line that
 * overwrites itself only its last state.
 */
export function harmless(line: string): string {
  const last = line.trimEnd().split('\r').at(-1) ?? ''
  return stripVTControlCharacters(last)
    .replaceAll('\t', '  ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
}

/** Several lines, each made harmless, for a diff or the end of an output. */
export function harmlessLines(text: string): string[] {
  return text.trimEnd().split('\n').map(harmless)
}

function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x300) return 1
  if (zero.test(character)) return 0
  return wide.test(character) ? 2 : 1
}
