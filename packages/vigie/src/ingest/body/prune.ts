import { limits } from '../scrub/limits.ts'

/** A shorter text takes little memory, and looking at each of its bytes costs as much as a step of scrubbing. */
const longEnough = 64 * 1024
const [quote, backslash, space] = [0x22, 0x5c, 0x20]
/** This bit turns a bracket into a brace. */
const curly = 0x20

/**
 * Takes out of the text what the scrub takes out afterwards: lists and objects within too many others, and those beyond
 * too many. Each is fifty bytes in memory and two in a body: parsed, a megabyte of them would be twenty.
 */
export function prune(json: Uint8Array): void {
  if (json.length < longEnough) return
  let [depth, count, cut, outer] = [0, 0, -1, 0]
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] as number
    if (byte === quote) at = endOfString(json, at)
    else if ((byte | curly) === 0x7b) {
      if (cut < 0) {
        count += 1
        if (depth > limits.depth || count > limits.nodes) [cut, outer] = [at, depth]
      }
      depth += 1
    } else if ((byte | curly) === 0x7d) {
      depth -= 1
      if (cut < 0 || depth > outer) continue
      empty(json, cut, at + 1)
      cut = -1
    }
  }
  if (cut >= 0) empty(json, cut, json.length)
}

function endOfString(json: Uint8Array, start: number): number {
  let at = start + 1
  while (at < json.length && json[at] !== quote) at += json[at] === backslash ? 2 : 1
  return at
}

function empty(json: Uint8Array, from: number, to: number): void {
  json.fill(space, from, to)
  json.fill(quote, from, from + 2)
}
