import type { Digest } from '../../contract/digested.ts'
import type { ScrubRules } from '../../contract/project.ts'
import type { Taken } from '../../contract/taken.ts'
import type { NoEvent, Unread } from '../../contract/unread.ts'
import { giveBack } from '../body/bytes.ts'
import { fieldsOrNull } from '../body/json.ts'
import { type CompiledRules, compileRules } from '../scrub/rules.ts'
import { recordOf } from './record.ts'
import { isTransaction } from './transaction.ts'

/** Reads an event that is alone in its envelope, in place of the thread that answers. */
export function unreadReader(digest: Digest): (unread: Unread) => Taken | NoEvent {
  const rulesOf = compiledOnce()
  return ({ payload, rules, ...said }) => {
    const value = fieldsOrNull(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength))
    giveBack(payload)
    if (value === null) return 'malformed'
    if (isTransaction(value)) return 'transaction'
    value['event_id'] = said.id
    return recordOf({ ...said, value }, { rules: rulesOf(rules), digest })
  }
}

/** Each remembers names that it has seen; with more projects than this at a time, a few begin anew. */
const mostRules = 8

function compiledOnce(): (rules: readonly ScrubRules[]) => CompiledRules {
  const compiled = new Map<string, CompiledRules>()
  return (rules) => {
    const name = JSON.stringify(rules)
    const known = compiled.get(name) ?? compileRules(rules)
    if (!compiled.has(name) && compiled.size >= mostRules) compiled.clear()
    compiled.set(name, known)
    return known
  }
}
