import type { Json } from '../../contract/json.ts'
import type { Taken, TakenKind } from '../../contract/taken.ts'
import { scrub } from '../scrub/scrub.ts'
import { type IngestSurroundings, projectOf, type Visit } from '../visit.ts'

interface Content {
  readonly kind: TakenKind
  readonly id: string
  readonly sentAt: number | null
  readonly value: unknown
}

/** From here on no secret is left in it. */
export function record(visit: Visit, { kind, id, sentAt, value }: Content): Taken {
  const { id: number, rules } = projectOf(visit)
  const clean = scrub(value, rules)
  const body = Buffer.from(JSON.stringify(clean), 'utf8')
  const { receivedAt, surroundings } = visit
  const taken = { project: number, kind, id, receivedAt, sentAt, body }
  return kind === 'event' ? { ...taken, ...readAtOnce(clean, taken, surroundings) } : taken
}

/** While it lies before our eyes. What cannot be read is taken all the same: whoever writes it sets it aside. */
function readAtOnce(
  clean: Json,
  taken: Taken,
  { digest }: Pick<IngestSurroundings, 'digest'>,
): Pick<Taken, 'digested'> {
  try {
    return { digested: digest(clean, taken).digested }
  } catch {
    return {}
  }
}
