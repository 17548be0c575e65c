import type { ExceptionValue, Frame } from '../../../contract/event.ts'
import { libraryOf } from './frames.ts'

/** A stack as its own language prints it, for pasting into a discussion. */
export function stackText(exceptions: readonly ExceptionValue[], platform: string): string {
  const write = platform === 'python' ? pythonStack : commonStack
  // Python prints the cause first, the others print it last.
  const ordered = platform === 'python' ? exceptions.toReversed() : exceptions
  return ordered.map(write).join('\n\n')
}

function pythonStack(exception: ExceptionValue): string {
  const frames = exception.frames.toReversed().flatMap(pythonFrame)
  const head = frames.length > 0 ? ['Traceback (most recent call last):'] : []
  return [...head, ...frames, headline(exception)].join('\n')
}

function pythonFrame(frame: Frame): readonly string[] {
  const place = `  File "${frame.absolutePath ?? frame.file ?? frame.module ?? '?'}", line ${frame.line ?? '?'}`
  const source = frame.source?.trim()
  return [`${place}, in ${frame.function ?? '?'}`, ...(source ? [`    ${source}`] : [])]
}

function commonStack(exception: ExceptionValue): string {
  return [headline(exception), ...exception.frames.map(commonFrame)].join('\n')
}

function commonFrame(frame: Frame): string {
  const place = [
    frame.file ?? frame.absolutePath ?? frame.module ?? libraryOf(frame) ?? frame.address ?? '?',
    frame.line,
    frame.column,
  ]
  return `    at ${frame.function ?? '?'} (${place.filter((part) => part !== null).join(':')})`
}

function headline(exception: ExceptionValue): string {
  const type = [exception.module, exception.type].filter((part) => part && part !== 'builtins').join('.')
  return [type, exception.value].filter(Boolean).join(': ')
}
