import { type Step, stepId } from '@cabestan/protocol/steps'
import { byHand } from './by-hand.ts'
import type { HandMove } from './hand-moves.ts'
import { asTyped } from './shell-words.ts'
import { stepLabel } from './step-label.ts'
import { harmless } from './text-width.ts'
import type { Voice } from './voice.ts'
import { labelled, wrap } from './wrapping.ts'

/** A step in full: why it is there, how it is done by hand, what Cabestan does, how it is undone. */
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

/** All steps, one line and one sentence each. */
export function explanations(steps: readonly Step[], voice: Voice): string[] {
  return steps.flatMap((step) => [
    `${stepLabel(stepId(step), voice)} ${voice.paint.dim(`(${stepId(step)})`)}`,
    ...wrap(voice.words.reasons[step.reason], voice.columns - 4).map(
      (line) => `    ${voice.paint.dim(line)}`,
    ),
  ])
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
  return ['', ...labelled(`  ${voice.paint.dim(label)}`, lines, columns)]
}
