import { type Step, stepId } from '@cabestan/protocol/steps'
import { byHand } from './by-hand/by-hand.ts'
import type { HandMove } from './by-hand/hand-moves.ts'
import { partOf } from './part.ts'
import { shortId, stepLabel } from './step-label.ts'
import { asTyped } from './text/shell-words.ts'
import { harmless } from './text/text-width.ts'
import { labelled, wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

/** A step in full: why it is there, how one does it by hand, what Cabestan does, and how it is undone. */
export function explanation(step: Step, voice: Voice): string[] {
  const { words, paint } = voice
  const kind = words.kinds[step.kind]
  return [
    `${paint.bold(stepLabel(stepId(step), voice))} ${paint.dim(`(${stepId(step)})`)}`,
    ...section(words.plan.why, words.reasons[step.reason], voice),
    ...section(
      words.plan.hand,
      byHand(step).flatMap((move) => handLines(move, voice)),
      voice,
    ),
    ...section(words.plan.instead, kind.instead, voice),
    ...section(words.plan.undone, kind.undone, voice),
  ]
}

/** All steps, grouped, each with one sentence of reason. */
export function explanations(steps: readonly Step[], voice: Voice): string[] {
  const parts = [...Map.groupBy(steps, ({ reason }) => partOf(reason))]
  return parts.flatMap(([part, inside], index) => [
    ...(index > 0 ? [''] : []),
    voice.paint.bold(voice.words.parts[part]),
    ...[...Map.groupBy(inside, ({ reason }) => reason)].flatMap(([reason, steps]) =>
      briefLines(reason, steps, voice),
    ),
  ])
}

/** The heading under which a step stands. */
export function partLabel({ reason }: Step, { words }: Voice): string {
  return words.parts[partOf(reason)]
}

/** Steps with the same reason share its sentence. */
function briefLines(reason: Step['reason'], steps: readonly Step[], voice: Voice): string[] {
  const { words, paint, columns } = voice
  const ids = steps.map(stepId)
  return [
    ...ids.map((id) => `  ${stepLabel(id, voice)} ${paint.dim(`(${shortId(id)})`)}`),
    ...wrap(words.reasons[reason], columns - 6).map((line) => `      ${paint.dim(line)}`),
  ]
}

function handLines(move: HandMove, { words, paint }: Voice): string[] {
  if (move.type === 'command') return [`${paint.dim('$')} ${paint.cyan(asTyped(move.argv))}`]
  return [
    `${paint.dim('$')} ${paint.cyan(asTyped(['sudoedit', move.path]))} ${paint.dim(words.plan.intoFile)}`,
    ...move.lines.map((line) => paint.dim(`    ${harmless(line)}`)),
  ]
}

function section(label: string, content: string | readonly string[], voice: Voice): string[] {
  const { plan } = voice.words
  const columns = 4 + Math.max(...[plan.why, plan.hand, plan.instead, plan.undone].map((each) => each.length))
  const sentence = (text: string) => wrap(text, voice.columns - columns).map(voice.paint.sentence)
  const lines = typeof content === 'string' ? sentence(content) : content
  if (lines.length === 0) return []
  return ['', ...labelled(`  ${voice.paint.dim(label)}`, lines, columns)]
}
