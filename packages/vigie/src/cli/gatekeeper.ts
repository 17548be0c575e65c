import type { ScrubRules } from '../contract/project.ts'
import type { KnownProject, Projects } from '../ingest/projects.ts'
import { compileRules } from '../ingest/scrub/rules.ts'
import type { Reader } from '../store/reader.ts'
import type { Writer } from '../writer/writer.ts'

/** A key may belong to a project that was made a moment ago, even by another process: `vigie project`. */
const staleMs = 250

/** Projects by their keys, in memory, so that no request waits for a query. */
export function gatekeeper(reader: Reader, writer: Pick<Writer, 'onNotice'>, now: () => number): Projects {
  let known = new Map<string, KnownProject>()
  let readAt = Number.NEGATIVE_INFINITY
  const read = () => {
    known = readGates(reader)
    readAt = now()
  }
  writer.onNotice(({ type }) => {
    // The server's own rules are stored as settings.
    if (type === 'projects' || type === 'status') readAt = Number.NEGATIVE_INFINITY
  })
  return {
    find(key, id) {
      if (readAt === Number.NEGATIVE_INFINITY || (now() - readAt > staleMs && !known.has(key))) read()
      const project = known.get(key) ?? null
      return project !== null && (id === null || project.id === id) ? project : null
    },
  }
}

function readGates(reader: Reader): Map<string, KnownProject> {
  const stored = reader.setting('scrub')
  const general: ScrubRules[] = stored === null ? [] : [JSON.parse(stored)]
  const gates = reader.gates().map(({ project, key, scrub, eventsAMinute }) => {
    const rules = compileRules([...general, scrub])
    return [key, { id: project, rules, eventsAMinute }] as const
  })
  return new Map(gates)
}
