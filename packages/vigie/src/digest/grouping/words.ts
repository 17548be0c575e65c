import type { ExceptionValue } from '../../contract/event.ts'
import type { Outline } from '../outline.ts'
import { isSaid } from '../stack/said.ts'
import { messagePattern } from './message-pattern.ts'
import { withoutTold } from './told-values.ts'

/** For exceptions that only their words tell from others of the same function: the text, and a code before it. */
export function tellingWords({ exceptions, platform, told }: Outline): ReadonlyMap<ExceptionValue, string> {
  const isPlaced = exceptions.some(({ type, frames }) => frames.length > 0 && !isCarrier(type))
  return new Map(
    exceptions.flatMap((each, place) => {
      if (each.mechanism?.code) return [[each, each.mechanism.code]]
      if (isCarrier(each.type) && !isPlaced) {
        const words = withoutCauses(each.value ?? '', exceptions.slice(place + 1))
        return [[each, messagePattern(withoutTold(withoutDump(words), told))]]
      }
      const isToldByWords = each.type === null || isSaid(each, platform)
      return isToldByWords ? [[each, messagePattern(withoutTold(each.value ?? '', told))]] : []
    }),
  )
}

/**
 * Errors that only their words tell apart: Rust's panics, and Go's errors, whose stack is that of whoever reported them,
 * often one function for the whole program. Another exception of the chain with a stack of its own says more.
 */
function isCarrier(type: string | null): boolean {
  return type !== null && carriers.test(type)
}

const carriers =
  /^panic$|^\*(?:errors\.(?:errorString|joinError)|fmt\.wrapErrors?|xerrors\.(?:errorString|(?:noW|w)rapError)|multierror\.Error|status\.Error|(?:echo\.HTTP|fiber\.)Error)$|^multierror\.chain$|^runtime\.(?:errorString|plainError)$/

/** `reserving 12: ` in `reserving 12: no tea`: the rest is told by the cause itself. */
function withoutCauses(value: string, causes: readonly ExceptionValue[]): string {
  return causes.reduce((words, cause) => (cause.value ? words.replaceAll(cause.value, '') : words), value)
}

/** The value that Rust's `unwrap` found, `NotFound { id: 12, of: "Ada" }`, without its fields. */
function withoutDump(words: string): string {
  return words.replace(/(?<=: [A-Z]\w*)(?:\(| \{).*/s, '')
}
