import type { Digest } from '../../contract/digested.ts'
import type { Json } from '../../contract/json.ts'
import type { Taken } from '../../contract/taken.ts'
import type { CompiledRules } from '../scrub/rules.ts'
import { scrub } from '../scrub/scrub.ts'
import { projectOf, type Visit } from '../visit.ts'

type Content = Pick<Taken, 'kind' | 'id' | 'sentAt'> & { readonly value: unknown }

export function record(visit: Visit, content: Content): Taken {
  const { id: project, rules } = projectOf(visit)
  const { receivedAt, surroundings } = visit
  return recordOf({ ...content, project, receivedAt }, { rules, digest: surroundings.digest })
}

interface Means {
  readonly rules: CompiledRules
  readonly digest: Digest
}

/** From here on it contains no secret any more. */
export function recordOf(
  { value, ...said }: Omit<Taken, 'body' | 'digested'> & Content,
  { rules, digest }: Means,
): Taken {
  const clean = scrub(value, rules)
  const taken = { ...said, body: Buffer.from(JSON.stringify(clean), 'utf8') }
  return said.kind === 'event' ? { ...taken, ...readAtOnce(clean, taken, digest) } : taken
}

/** Read while it is in memory anyway. What cannot be read is taken all the same, and the writer sets it aside. */
function readAtOnce(clean: Json, taken: Taken, digest: Digest): Pick<Taken, 'digested'> {
  try {
    return { digested: digest(clean, taken).digested }
  } catch {
    return {}
  }
}
