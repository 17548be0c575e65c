import type { ExceptionValue } from '../../contract/event.ts'
import type { Outline } from '../outline.ts'
import { isSaid } from '../stack/said.ts'
import { messagePattern } from './message-pattern.ts'
import { withoutTold } from './told-values.ts'

/** Of exceptions that nothing else tells from others of the same function: what is said, and a code before words. */
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
 * Errors that are words and nothing else: Rust's panics, and Go's errors, of which the stack is that of whoever told of
 * them, often one function for the whole program. Where another one of the chain has a stack of its own, that says more.
 */
function isCarrier(type: string | null): boolean {
  return type !== null && carriers.test(type)
}

const carriers =
  /^panic$|^\*(?:errors\.(?:errorString|joinError)|fmt\.wrapErrors?|xerrors\.(?:errorString|(?:noW|w)rapError)|multierror\.Error|status\.Error|(?:echo\.HTTP|fiber\.)Error)$|^multierror\.chain$|^runtime\.(?:errorString|plainError)$/

/** `reserving 12: ` of `reserving 12: no tea`: what the cause says is its own to tell. */
function withoutCauses(value: string, causes: readonly ExceptionValue[]): string {
  return causes.reduce((words, cause) => (cause.value ? words.replaceAll(cause.value, '') : words), value)
}

/** What Rust's `unwrap` came upon, `NotFound { id: 12, of: "Ada" }`, without what is in it. */
function withoutDump(words: string): string {
  return words.replace(/(?<=: [A-Z]\w*)(?:\(| \{).*/s, '')
}
