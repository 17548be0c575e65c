import { letPast, readBody, type Sink } from '../body/read-body.ts'
import { limits } from '../limits.ts'
import { exceptionEvents, mostExceptions } from '../telemetry/exception-events.ts'
import { recordedIn } from '../telemetry/otlp.ts'
import { assertPost, type Harvest, type Visit } from '../visit.ts'
import { record } from './record.ts'

const categories = { traces: 'span', logs: 'log_item', metrics: 'trace_metric' } as const

/**
 * From OpenTelemetry's spans and log lines only exceptions are kept. How many spans and lines there are is not
 * counted.
 */
export async function takeTelemetry(visit: Visit): Promise<Harvest> {
  assertPost(visit)
  const category = categories[visit.route.slug as keyof typeof categories] ?? 'unknown'
  const found =
    category === 'span' || category === 'log_item' ? recordedIn(await bodyOf(visit)) : await past(visit)
  const events = exceptionEvents(found)
  const taken = events.slice(0, mostExceptions).map((value) => {
    return record(visit, { kind: 'event', id: String(value['event_id']), sentAt: null, value })
  })
  const beyond = events.length - taken.length
  return {
    id: null,
    taken,
    uncounted: [
      { category, reason: 'not-kept', quantity: 1 },
      ...(beyond > 0 ? [{ category: 'error', reason: 'too-large', quantity: beyond } as const] : []),
    ],
  }
}

async function past({ request, share }: Visit): Promise<readonly never[]> {
  await letPast(request, share)
  return []
}

/** Exporters send some hundreds of spans; anything larger passes unseen. */
async function bodyOf(visit: Visit): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  const sink: Sink = {
    push: (chunk) => {
      size += chunk.length
      if (size > limits.event) parts.length = 0
      if (size > limits.event) return false
      visit.share.hold(chunk.length)
      // A copy, because the piece itself is given back.
      parts.push(Buffer.from(chunk))
      return false
    },
    end: () => {},
  }
  await readBody(visit.request, sink, { most: limits.envelope, share: visit.share })
  return size > limits.event ? Buffer.alloc(0) : Buffer.concat(parts)
}
