import type { RunTask } from '@cabestan/protocol/events'
import { duration } from '../text/duration.ts'
import { harmless } from '../text/text-width.ts'
import type { Voice } from '../voice.ts'

/** What one server is doing now, as far as it is shown. */
export interface RunState {
  readonly what: string
  readonly since: number
  /** `7 of 45`, while steps are applied. */
  readonly place: string
  /** The latest lines of its output. */
  readonly output: readonly string[]
  readonly task: RunTask
}

/** A server's next state, and the lines that are printed permanently. */
export interface Turn {
  readonly state: RunState
  readonly said: readonly string[]
}

const keptLines = 3

export function beginning(what: string, now: number, task: RunTask = 'deploy'): RunState {
  return { what, since: now, place: '', output: [], task }
}

/** If the same activity is reported twice, its clock runs on. */
export function doing(state: RunState, what: string, now: number): RunState {
  return state.what === what ? state : { ...beginning(what, now, state.task), place: state.place }
}

/** When its time is over, it must not be shown as still going on. */
export function ended(state: RunState, now: number): RunState {
  return { ...state, since: now }
}

export function withOutput(state: RunState, line: string): RunState {
  const text = harmless(line)
  return text.trim() ? { ...state, output: [...state.output, text].slice(-keptLines) } : state
}

export interface Listening {
  readonly voice: Voice
  readonly now: number
  readonly verbose: boolean
}

export function quiet(state: RunState): Turn {
  return { state, said: [] }
}

interface Done {
  readonly label: string
  readonly milliseconds: number
}

/** For a step or a stage; its duration is only told where it was noticeable. */
export function doneLine({ label, milliseconds }: Done, voice: Voice): string {
  const time = milliseconds >= 1000 ? ` ${voice.paint.dim(duration(milliseconds, voice.language))}` : ''
  return `${tick(label, voice)}${time}`
}

/** What was right already, or is not needed, gets no line: there are forty of those. */
export function skippedLines(label: string, { voice, verbose }: Listening): string[] {
  return verbose ? [voice.paint.dim(`· ${label}`)] : []
}

export function tick(text: string, { paint }: Voice): string {
  return `${paint.green('✓')} ${text}`
}
