import type { ReleaseOrder } from '@cabestan/protocol/orders'
import type { RollbackPlan } from '@cabestan/protocol/plans'

/** The names that a site of nginx answers to. */
export function serverNames(text: string): string[] {
  const lines = text.matchAll(/^[^#\n]*?\bserver_name\s+([^;#]+);/gm)
  const names = [...lines].flatMap(([, list = '']) => list.trim().split(/\s+/))
  return [...new Set(names)].filter((name) => name !== '_')
}

/** Names belong to a release, because its own nginx site lists them. */
export function namesOfRelease({ steps }: Pick<ReleaseOrder, 'steps'>): string[] {
  return steps.flatMap((step) => (step.kind === 'nginx-site' ? serverNames(step.content) : []))
}

/** How another release would change these names. */
export function namesBetween(
  live: readonly string[],
  target: readonly string[],
): NonNullable<RollbackPlan['names']> {
  return {
    again: target.filter((name) => !live.includes(name)),
    gone: live.filter((name) => !target.includes(name)),
  }
}
