import type { JsonObject } from '../../contract/json.ts'
import { placed } from './placed.ts'

/**
 * Of what kind a reason is: `badmatch` of `{badmatch,{error,12}}`, `badarith`. What raven-erlang calls the type (`error`,
 * `exit`, `throw`) says how it was raised, and would be one issue for all that goes wrong in a function.
 */
export function kindOfReason(type: string | null, value: string | null): string | null {
  if (type !== null && !raised.test(type)) return type
  return reason.exec(value ?? '')?.[1] ?? type
}

const raised = /^(?:error|exit|throw)$/
const reason = /^\s*\{{0,3}(?:(?:nocatch|EXIT|shutdown),\s*\{{0,2})?'?([a-z][\w@]{1,60})'?\s*(?:[,}]|$)/

/**
 * Of what kind the reason is that a message tells, `** Reason for termination ==\n** {badarith,…`: Erlang's logger tells of one
 * crash twice, as the server's message and as the report of its process, and both are of the same kind.
 */
export function kindTold(text: string): string | null {
  const [, told] = reasonTold.exec(text.slice(0, 8_192)) ?? []
  return told === undefined ? null : kindOfReason(null, told)
}

const reasonTold = /(?:^\*\* Reason for termination ==\n\*\* |with exit value:\n)([^\n]{1,300})/m

/**
 * A stack as Erlang prints it, `[{shop,charge,1,[{file,"shop.erl"},{line,12}]}, …]`, innermost first; that of whoever
 * waited for an answer comes behind it.
 */
export function termFrames(text: string): readonly JsonObject[] {
  const own = text.split(/^\*\* Client /m, 1)[0] ?? ''
  return [...own.matchAll(frame)].map(([, module, name, arity, file, line]) => ({
    module: module ?? null,
    function: `${name?.replaceAll("'", '')}/${arity}`,
    ...placed(file, line),
  }))
}

const frame =
  /\{'?(\w{1,100})'?,('[^'\n]{1,200}'|\w{1,100}),(\d{1,3}),\s{0,40}\[\{file,"([^"\n]{1,300})"\},\s{0,40}\{line,(\d{1,9})\}/g
