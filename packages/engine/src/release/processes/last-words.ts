import { endOf } from '../../host/run.ts'
import { lastTraceback } from '../build/traceback.ts'

/** What a web process said last, as far as it is of use to the author. */
export interface LastWords {
  /** `ValueError: no album of the month`; '' where it did not raise anything. */
  readonly error: string
  /** In the project's own code: `shop/views.py:12`. */
  readonly place: string
  readonly tail: string
}

const shown = 40

/** gunicorn ended workers that had not loaded the application in time: more patience with the page does not help. */
export function hasCutWorkers(log: string): boolean {
  return /^\[[^\]\n]+\] \[\d+\] \[CRITICAL\] WORKER TIMEOUT /m.test(log)
}

/** `Banner.objects.first().image`, `.get(pk=1)`, `.all()[0]`: of a row that an empty table does not have. */
export function misses(error: string): 'row' | null {
  const isOfRow =
    /^AttributeError: 'NoneType' object has no attribute |^TypeError: 'NoneType' object is not |\.DoesNotExist: |^IndexError: list index out of range/
  return isOfRow.test(error) ? 'row' : null
}

/** The traceback that ended it, where there is one; each request that it answered is noted there too, and left out. */
export function lastWords(log: string): LastWords {
  const lines = log.split('\n').filter((line) => !isOfAccessLog(line) && !isOfGunicorn(line))
  const at = firstCause(lines, lastTracebackIn(lines))
  if (at < 0) return { error: '', place: '', tail: endOf(lines.join('\n'), shown) }
  const traceback = lines.slice(at, endOfTraceback(lines, at)).join('\n')
  const { error, place } = lastTraceback(traceback)
  return { error, place, tail: endOf(traceback, shown) }
}

/** In the middle of a line, or of a traceback: its exception, or what it was the cause of, is still to come. */
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
/** Of Django, where it makes the page that says that something failed. */
const errorPage = /, in (?:server_error|handle_uncaught_exception)$/

/** A page of errors that fails in its turn says nothing of what it was made for: that stands before it. */
function firstCause(lines: readonly string[], at: number): number {
  const before = lines.findLastIndex((line, index) => index < at && line.includes(beginning))
  if (before < 0 || !lines.slice(before, at).includes(during)) return at
  const isOfErrorPage = lines.slice(at, endOfTraceback(lines, at)).some((line) => errorPage.test(line))
  return isOfErrorPage ? firstCause(lines, before) : at
}

/** Its frames are indented; the exception that stands below them is not, and is its last line. */
function endOfTraceback(lines: readonly string[], at: number): number {
  const exception = exceptionOf(lines, at)
  return exception < 0 ? lines.length : exception + 1
}

function exceptionOf(lines: readonly string[], at: number): number {
  return lines.findIndex((line, index) => index > at && line !== '' && !/^\s/.test(line))
}

/** As gunicorn.conf.py of the release has it: `[28/Nov/2026:10:00:00 +0000] 192.0.2.7 "GET / HTTP/1.1" 500 …`. */
function isOfAccessLog(line: string): boolean {
  return /^\[\d{2}\/\w{3}\/\d{4}:[\d:]+ [+-]\d{4}\] \S+ "/.test(line)
}

/** That it starts, listens, begins a worker: `[2026-11-28 10:00:00 +0000] [812] [INFO] Booting worker with pid: 815`. */
function isOfGunicorn(line: string): boolean {
  return /^\[\d{4}-\d{2}-\d{2} [\d:]+ [+-]\d{4}\] \[\d+\] \[INFO\] /.test(line)
}
