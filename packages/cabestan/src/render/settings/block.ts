import { commentLines, type Python, pythonText } from './python.ts'
import type { OverlayReason } from './reasons.ts'

export type Assignments = readonly (readonly [setting: string, value: Python])[]

/** A few lines of the settings that are there for one reason. */
export interface Block {
  /** A comment for whoever reads the file on the server. */
  readonly comment: string
  readonly why: OverlayReason
  readonly assignments: Assignments
  /**
   * A condition that only the server can answer, such as `django.VERSION >= (4, 2)`, and the lines for when it does
   * not hold.
   */
  readonly either?: { readonly condition: string; readonly or: Assignments }
}

/** No line is written unless it changes something. */
export function block(
  why: OverlayReason,
  comment: string,
  ...assignments: readonly (readonly [setting: string, value: Python] | null)[]
): Block[] {
  const given = assignments.filter((assignment) => assignment !== null)
  return given.length === 0 ? [] : [{ comment, why, assignments: given }]
}

export function blockText({ comment, assignments, either }: Block): string {
  if (!either) return [...commentLines(comment), ...linesOf(assignments, 0)].join('\n')
  return [
    ...commentLines(comment),
    `if ${either.condition}:`,
    ...linesOf(assignments, 4),
    'else:',
    ...linesOf(either.or, 4),
  ].join('\n')
}

function linesOf(assignments: Assignments, indent: number): string[] {
  return assignments.map(([setting, value]) => {
    const start = `${' '.repeat(indent)}${setting} = `
    return `${start}${pythonText(value, start.length, indent)}`
  })
}
