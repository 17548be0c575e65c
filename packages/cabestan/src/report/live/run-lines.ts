import { runningTime } from '../text/duration.ts'
import { cut, padEnd, widthOf } from '../text/text-width.ts'
import type { Voice } from '../voice.ts'
import type { RunState } from './run-state.ts'

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

export interface Frame {
  readonly now: number
  readonly columns: number
  readonly rows: number
  /** Each line names its server, even when only one is left. */
  readonly named: boolean
}

/** The live view: for each server what it is doing, for how long, and the end of its output. */
export function runLines(states: ReadonlyMap<string, RunState>, frame: Frame, voice: Voice): string[] {
  const names = frame.named ? Math.max(...[...states.keys()].map(widthOf)) + 1 : 0
  const outputs = outputLines(states.size, frame.rows)
  const blocks = [...states].map(([server, state]) => [
    headLine(frame.named ? padEnd(server, names) : '', state, frame, voice),
    ...(outputs > 0 ? state.output.slice(-outputs) : []).map((line) => tailLine(line, names, frame, voice)),
  ])
  return blocks.flat().slice(0, Math.max(1, frame.rows - 1))
}

/** Fewer lines for each where there are many servers, so that nothing scrolls away. */
function outputLines(servers: number, rows: number): number {
  if (servers === 1) return 3
  return servers * 2 < rows - 1 ? 1 : 0
}

function headLine(server: string, state: RunState, frame: Frame, { paint, language }: Voice): string {
  const time = runningTime(frame.now - state.since, language)
  const end = state.place ? ` ${time} (${state.place})` : ` ${time}`
  const columns = frame.columns - 3 - widthOf(server) - widthOf(end)
  const turn = spinner[Math.floor(frame.now / 120) % spinner.length] ?? ''
  return `${paint.cyan(turn)} ${paint.bold(server)}${cut(state.what, columns)}${paint.dim(end)}`
}

function tailLine(line: string, indent: number, { columns }: Frame, { paint }: Voice): string {
  const margin = ' '.repeat(indent + 2)
  return margin + paint.dim(cut(line, columns - indent - 3))
}
