import type { ExceptionValue } from '../../../contract/event.ts'

/** How an exception relates to the one shown before it, or which group it belongs to. */
type Relation = 'cause' | 'context' | 'member'

export interface Placed {
  readonly exception: ExceptionValue
  readonly relation: Relation | null
  /** How many groups contain it, one inside the other. */
  readonly depth: number
}

export function placed(exceptions: readonly ExceptionValue[]): readonly Placed[] {
  const byId = new Map(
    exceptions.flatMap((exception) => {
      const id = exception.mechanism?.id
      return id === null || id === undefined ? [] : [[id, exception] as const]
    }),
  )
  return exceptions.map((exception, index) => ({
    exception,
    relation: index === 0 ? null : relationOf(exception, byId),
    depth: depthOf(exception, byId),
  }))
}

type ById = ReadonlyMap<number, ExceptionValue>

function relationOf(exception: ExceptionValue, byId: ById): Relation {
  if (parentOf(exception, byId)?.mechanism?.isGroup) return 'member'
  return exception.mechanism?.source === '__context__' ? 'context' : 'cause'
}

/** The ids come from a stranger, so they may form a circle. */
function depthOf(exception: ExceptionValue, byId: ById): number {
  const seen = new Set([exception])
  let depth = 0
  for (let parent = parentOf(exception, byId); parent && !seen.has(parent); parent = parentOf(parent, byId)) {
    seen.add(parent)
    if (parent.mechanism?.isGroup) depth += 1
  }
  return depth
}

function parentOf(exception: ExceptionValue, byId: ById): ExceptionValue | undefined {
  const parent = exception.mechanism?.parentId
  return parent === null || parent === undefined ? undefined : byId.get(parent)
}
