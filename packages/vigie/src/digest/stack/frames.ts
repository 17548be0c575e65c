import type { Frame } from '../../contract/event.ts'
import { isList, isObject, type Json, type JsonObject } from '../../contract/json.ts'
import { familyOf } from '../event/platform.ts'
import { bounds } from '../reading/bounds.ts'
import { namedOf } from '../reading/collections.ts'
import type { Reading } from '../reading/reading.ts'
import { firstOf, isEmpty, numberedOrAlone } from '../reading/shapes.ts'
import { demangled } from './demangled.ts'
import { asWritten } from './dotnet-names.ts'
import { imageAt, offsetIn } from './images.ts'
import { isNobodysOwn, isOurs, isRuntimeFunction, isTrusted } from './in-app.ts'
import { isNameless } from './nameless.ts'
import { writtenFrames } from './written-stack.ts'

/** Innermost first. Clients send them outermost first, with gaps, and an endless recursion by the thousand. */
export function readFrames(stacktrace: Json | undefined, reading: Reading): readonly Frame[] {
  const said = framesIn(stacktrace, reading)
  const sent = isInsideOut(said) ? said.toReversed() : said
  const kept = innermostAndOutermost(sent, reading)
  const frames: Frame[] = []
  for (let place = kept.length - 1; place >= 0; place -= 1) {
    const frame = readFrame(kept[place], reading)
    if (frame) frames.push(frame)
  }
  return frames
}

function framesIn(stacktrace: Json | undefined, reading: Reading): readonly Json[] {
  if (stacktrace === undefined || stacktrace === null) return []
  const frames = isObject(stacktrace) ? stacktrace['frames'] : stacktrace
  const written = writtenIn(frames)
  if (written.length > 0) return written
  if (isList(frames)) return frames
  if (isObject(frames)) return isList(frames['values']) ? frames['values'] : numberedOrAlone(frames)
  if (frames !== undefined && frames !== null) reading.note('unreadable', 'stacktrace.frames')
  return []
}

/**
 * Small clients send them in the order of their language. The entry of a program or thread is not where it failed.
 */
function isInsideOut(frames: readonly Json[]): boolean {
  return frames.length > 1 && isBeginning(frames.at(-1)) && !isBeginning(frames[0])
}

function isBeginning(frame: Json | undefined): boolean {
  if (!isObject(frame) || typeof frame['function'] !== 'string') return false
  return (
    beginnings.test(frame['function']) ||
    (frame['function'] === 'run' && frame['module'] === 'java.lang.Thread')
  )
}

const beginnings =
  /^(?:_start|__libc_start_(?:main(?:_impl)?|call_main)|start_thread|_*clone3?|_*pthread_start|thread_start|BaseThreadInitThunk|RtlUserThreadStart|\{main\})$/

/** As text, in one piece or one line per frame. */
function writtenIn(frames: Json | undefined): readonly Json[] {
  if (typeof frames === 'string') return writtenFrames(frames)
  const isLines = isList(frames) && frames.length > 0 && frames.every((line) => typeof line === 'string')
  return isLines ? writtenFrames(frames.join('\n')) : []
}

function innermostAndOutermost(frames: readonly Json[], reading: Reading): readonly Json[] {
  const room = Math.min(bounds.frames, reading.framesLeft)
  reading.framesLeft -= Math.min(frames.length, room)
  if (frames.length <= room) return frames
  reading.note('shortened', 'stacktrace.frames')
  const outermost = Math.floor(room / 3)
  return [...frames.slice(0, outermost), ...frames.slice(frames.length - (room - outermost))]
}

function readFrame(value: Json | undefined, reading: Reading): Frame | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return readFrame({ function: value }, reading)
  if (!isObject(value)) {
    reading.note('unreadable', 'stacktrace.frames')
    return null
  }
  if (isLine(value)) return null
  return frameOf(placeInName(value), reading)
}

/** Node's long stack traces have a line `-----` wherever something was awaited. */
function isLine({ filename, function: name }: JsonObject): boolean {
  return typeof filename === 'string' && /^-{3,}$/.test(filename) && !name
}

/**
 * Rust's client parses backtraces and takes the line below a name for a name: `at
 * /rustc/5980/library/std/src/panic.rs:359:14`.
 */
function placeInName(sent: JsonObject): JsonObject {
  const name = sent['function']
  const [, path, line, column] = (typeof name === 'string' && /^at (\S+):(\d+):(\d+)$/.exec(name)) || []
  if (path === undefined || sent['filename'] !== undefined) return sent
  const { function: _, ...rest } = sent
  return { ...rest, abs_path: path, lineno: Number(line), colno: Number(column) }
}

function frameOf(sent: JsonObject, reading: Reading): Frame {
  const address = firstOf(sent, 'instruction_addr', 'addr')
  const platform = platformOf(sent, reading)
  const named = placeOf(sent, platform, reading)
  const image = named.file === null && named.module === null ? imageAt(reading.images, address) : null
  const place = { ...named, package: named.package ?? image?.file ?? null }
  const said = reading.flag(sent['in_app'], 'frame.in_app')
  const isOwn = isInApp(place, said, platform)
  const isBare = image !== null && isNameless(place.function ?? '')
  return {
    ...place,
    // Without symbols the offset within the program is the only name; in system libraries it differs from one system
    // to the next.
    function: isOwn && isBare ? offsetIn(image, address) : place.function,
    // Lines count from 1, so 0 means unknown.
    line: reading.count(firstOf(sent, 'lineno', 'line'), 'frame.lineno') || null,
    column: reading.count(firstOf(sent, 'colno', 'column'), 'frame.colno'),
    isInApp: isOwn,
    before: sourceLines(sent['pre_context'], reading.isWhole ? 0 : -nearLines, reading),
    source: reading.text(sent['context_line'], 'frame.context_line', bounds.line),
    after: sourceLines(sent['post_context'], reading.isWhole ? 0 : nearLines, reading),
    locals: reading.isWhole ? namedOf(sent['vars'], 'frame.vars', reading) : [],
    address: reading.word(address, 'frame.instruction_addr'),
  }
}

/** What grouping looks at. */
const nearLines = 2

function isInApp(place: Place, said: boolean | null, platform: string): boolean {
  if (isNowhere(place)) return false
  if (said === false && !isWithinGoMain(place, platform)) return false
  if (said === true && isTrusted(platform) && !isNobodysOwn(place)) return true
  return isOurs(place, platform) || (said === true && isOnlyNamed(place))
}

function isNowhere({ file, module, package: container, function: name }: Place): boolean {
  const isPlaced = file !== null && !isNameless(file)
  return !isPlaced && module === null && container === null && isNameless(name ?? '')
}

/** Some frames of React Native and Android are in another language than their event. */
function platformOf({ platform: said }: JsonObject, { platform }: Reading): string {
  return typeof said === 'string' && said !== '' ? familyOf(said.toLowerCase()) : platform
}

/** All that is left in a stripped Rust program: with a path of `<T as …>` nobody knows whose it is. */
function isOnlyNamed({ file, module, package: container, function: name }: Place): boolean {
  const isPlaced = file !== null || module !== null || container !== null
  return !isPlaced && name !== null && /^[a-z]\w*::/.test(name) && !isRuntimeFunction(name)
}

/** raven takes a function inside one of `main`, and a method, for another package than the application's. */
function isWithinGoMain({ module }: Place, platform: string): boolean {
  return platform === 'go' && module !== null && module.startsWith('main.')
}

type Place = Pick<Frame, 'file' | 'absolutePath' | 'module' | 'function' | 'package'>

function placeOf(sent: JsonObject, platform: string, reading: Reading): Place {
  const absolutePath = reading.word(sent['abs_path'], 'frame.abs_path', bounds.path)
  const named = { module: moduleIn(sent, reading), function: nameIn(sent, reading) }
  return {
    ...(platform === 'csharp' ? asWritten(named) : named),
    // Frames of Go have no other module.
    file: reading.word(firstOf(sent, 'filename', 'file'), 'frame.filename', bounds.path) ?? absolutePath,
    absolutePath,
    package: reading.word(sent['package'], 'frame.package', bounds.path),
  }
}

/** A build number is no name and differs next time; raven for .NET sends `(unknown)`. */
function moduleIn(sent: JsonObject, reading: Reading): string | null {
  const module = reading.word(sent['module'], 'frame.module', bounds.path)
  return module !== null && /^(?:[\da-f]{32,40}|\(unknown\)|<unknown\b.*>)$/i.test(module) ? null : module
}

function nameIn(sent: JsonObject, reading: Reading): string | null {
  const name = reading.word(
    firstOf(sent, 'function', 'raw_function', 'symbol'),
    'frame.function',
    bounds.line,
  )
  // The offset within the function does not help to name it: `-[Orders charge:] + 40`.
  return name === null ? null : demangled(name.replace(/ \+ (?:0x[\da-f]+|\d+)$/, ''))
}

const none: readonly string[] = []

/**
 * The first of them, the last ones for a negative count, all for 0. A gap becomes an empty line, so that line numbers
 * stay right.
 */
function sourceLines(value: Json | undefined, count: number, reading: Reading): readonly string[] {
  // Lua has one word for a list and an object, and its clients write `{}` where there is none.
  if (isEmpty(value)) return none
  if (!isList(value)) {
    reading.note('unreadable', 'frame.pre_context')
    return none
  }
  const kept = count < 0 ? value.slice(count) : value.slice(0, count || bounds.sourceLines)
  return kept.map((line) => reading.text(line, 'frame.pre_context', bounds.line) ?? '')
}
