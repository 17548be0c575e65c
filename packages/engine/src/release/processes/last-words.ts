import { endOf } from '../../host/run.ts'
import { lastTraceback } from '../build/traceback.ts'

/** What a web process printed last, as far as it is useful to the author. */
export interface LastWords {
  /** `ValueError: no album of the month`, or '' where it raised nothing. */
  readonly error: string
  /** The place in the project's own code: `shop/views.py:12`. */
  readonly place: string
  readonly tail: string
}

const shown = 40

/** gunicorn ended workers that did not load the application in time, so waiting longer for the page does not help. */
export function hasCutWorkers(log: string): boolean {
  return /^\[[^\]\n]+\] \[\d+\] \[CRITICAL\] WORKER TIMEOUT /m.test(log)
}

/**
 * `Banner.objects.first().image`, `.get(pk=1)`, `.all()[0]`: code that expects a row which an empty table does not
 * have.
 */
export function misses(error: string): 'row' | null {
  const isOfRow =
    /^AttributeError: 'NoneType' object has no attribute |^TypeError: 'NoneType' object is not |\.DoesNotExist: |^IndexError: list index out of range/
  return isOfRow.test(error) ? 'row' : null
}

/** The traceback that ended the process, where there is one, without the request lines in between. */
export function lastWords(log: string): LastWords {
  const lines = log.split('\n').filter((line) => !isOfAccessLog(line) && !isOfGunicorn(line))
  const at = firstCause(lines, lastTracebackIn(lines))
  if (at < 0) return { error: '', place: '', tail: endOf(lines.join('\n'), shown) }
  const traceback = lines.slice(at, endOfTraceback(lines, at)).join('\n')
  const { error, place } = lastTraceback(traceback)
  return { error, place, tail: endOf(traceback, shown) }
}

/** The output ends inside a line or a traceback: the exception, or what it was the cause of, is still to come. */
export function isCutOff(log: string): boolean {
  const lines = log.split('\n')
  if (lines.pop() !== '') return true
  const at = lines.findLastIndex((line) => line.includes(beginning))
  if (at < 0) return false
  const last = lines.findLast((line) => line !== '') ?? ''
  return exceptionOf(lines, at) < 0 || last === during || last === because
}

/**
 * Where it begins. gunicorn ends with one of its own once no worker starts: why not stands in the one before. So it
 * does where one is still being written.
 */
function lastTracebackIn(lines: readonly string[]): number {
  const isWhole = (at: number) => {
    const exception = lines[exceptionOf(lines, at)]
    return exception !== undefined && !exception.startsWith('gunicorn.errors.HaltServer:')
  }
  const own = lines.findLastIndex((line, at) => line.includes(beginning) && isWhole(at))
  return own < 0 ? lines.findLastIndex((line) => line.includes(beginning)) : own
}

const beginning = 'Traceback (most recent call last):'

const during = 'During handling of the above exception, another exception occurred:'
const because = 'The above exception was the direct cause of the following exception:'
/** The code of Django that renders the page for an error. */
const errorPage = /, in (?:server_error|handle_uncaught_exception)$/

/** If rendering the error page fails in turn, the error that it was rendered for stands before that one. */
function firstCause(lines: readonly string[], at: number): number {
  const before = lines.findLastIndex((line, index) => index < at && line.includes(beginning))
  if (before < 0 || !lines.slice(before, at).includes(during)) return at
  const isOfErrorPage = lines.slice(at, endOfTraceback(lines, at)).some((line) => errorPage.test(line))
  return isOfErrorPage ? firstCause(lines, before) : at
}

/** The frames of a traceback are indented; the exception below them is not, and is its last line. */
function endOfTraceback(lines: readonly string[], at: number): number {
  const exception = exceptionOf(lines, at)
  return exception < 0 ? lines.length : exception + 1
}

function exceptionOf(lines: readonly string[], at: number): number {
  return lines.findIndex((line, index) => index > at && line !== '' && !/^\s/.test(line))
}

/**
 * A request line in the format of the release's gunicorn.conf.py: `[28/Nov/2026:10:00:00 +0000] 192.0.2.7 "GET /
 * HTTP/1.1" 500 …`.
 */
function isOfAccessLog(line: string): boolean {
  return /^\[\d{2}\/\w{3}\/\d{4}:[\d:]+ [+-]\d{4}\] \S+ "/.test(line)
}

/** gunicorn's own lines about its start: `[2026-11-28 10:00:00 +0000] [812] [INFO] Booting worker with pid: 815`. */
function isOfGunicorn(line: string): boolean {
  return /^\[\d{4}-\d{2}-\d{2} [\d:]+ [+-]\d{4}\] \[\d+\] \[INFO\] /.test(line)
}
