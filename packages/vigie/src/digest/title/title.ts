import type { ExceptionValue, Frame } from '../../contract/event.ts'
import type { Outline } from '../outline.ts'
import { mainException } from '../stack/main-exception.ts'
import { isSaid } from '../stack/said.ts'
import { tellingFrame } from '../stack/telling-frame.ts'
import { writtenFrames } from '../stack/written-stack.ts'
import { addressIn, describedFrame, isTemplate } from './culprit.ts'
import { saidIn } from './log-line.ts'
import { reportTitle } from './report-title.ts'

export interface Title {
  readonly title: string
  /** A second line, where the title does not say everything. */
  readonly value: string | null
  readonly type: string | null
}

const longest = 250

export function titleOf(outline: Outline): Title {
  if (outline.security) return { title: firstLine(reportTitle(outline.security)), value: null, type: null }
  const exception = mainException(outline.exceptions)
  if (exception) return exceptionTitle(exception, outline.platform)
  const text = outline.message?.text
  if (text) return messageTitle(text)
  const named = crashedFunction(outline) ?? outline.transaction ?? addressIn(outline) ?? outline.logger
  return { title: firstLine(named ?? '<empty event>'), value: null, type: null }
}

function exceptionTitle(exception: ExceptionValue, platform: string): Title {
  const { type, value, mechanism, frames } = exception
  const line = (value && firstLine(value)) || null
  const own = frames.filter(({ isInApp }) => isInApp)
  // If one's own frame has no name, neither does its caller help: it is Node's loader, or the client itself.
  const name = functionIn(own.length > 0 ? own : frames)
  const isNamed = mechanism?.isSynthetic && !isSaid(exception, platform)
  // The type of everything that was logged by the same macro: `tracing::error!`.
  const isMacro = line !== null && /::\w+!$/.test(type ?? '')
  const title =
    (isNamed ? name : null) ?? (isMacro ? null : shortType(type)) ?? line ?? name ?? mechanism?.type
  const told = title ?? describedFrame(frames[0]) ?? '<unknown>'
  return { title: firstLine(told), value: title === line ? null : line, type }
}

/** PHP appends the file of a class without a name. */
function shortType(type: string | null): string | null {
  return type?.replace(/(?<=@anonymous).*/s, '') ?? null
}

function messageTitle(text: string): Title {
  const said = saidIn(text)
  const title = firstLine(said)
  const rest = said.trim().slice(title.length).trim()
  return { title, value: title.endsWith('…') || !rest || isStack(rest) ? null : firstLine(rest), type: null }
}

/** The stack itself is shown below; it may have a heading line of its own. */
function isStack(text: string): boolean {
  const [first = '', second = ''] = text.split(/[\r\n]+/, 2)
  return writtenFrames(first.endsWith(':') ? second : first).length > 0
}

function crashedFunction({ threads }: Outline): string | null {
  const stacked = threads.filter(({ frames }) => frames.length > 0)
  const frames = (stacked.find(({ isCrashed }) => isCrashed) ?? stacked[0])?.frames ?? []
  return functionIn(frames) ?? describedFrame(frames[0])
}

function functionIn(frames: readonly Frame[]): string | null {
  const name = tellingFrame(frames)?.function ?? null
  return name === null || isTemplate(name) ? null : name
}

function firstLine(text: string): string {
  const line =
    text
      .trim()
      .split(/[\r\n]/, 1)[0]
      ?.trim() ?? ''
  return line.length <= longest ? line : `${line.slice(0, longest - 1).toWellFormed()}…`
}
