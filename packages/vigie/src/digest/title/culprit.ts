import type { Frame, SecurityReport } from '../../contract/event.ts'
import { fieldOf } from '../event/security.ts'
import { isUnnamed } from '../grouping/function-name.ts'
import type { Outline } from '../outline.ts'
import { mainException } from '../stack/main-exception.ts'
import { isNameless, isNumbered } from '../stack/nameless.ts'
import { plainName, withoutSignature } from '../stack/plain-name.ts'
import { tellingFrame } from '../stack/telling-frame.ts'

/** Where it happened, in words: the innermost function of one's own, or else what was being done. */
export function culpritOf(outline: Outline): string | null {
  if (outline.security) return pageOf(outline.security) || outline.transaction
  const frames = decidingFrames(outline)
  const own = ownFrame(frames) ?? ownOfCauses(outline)
  if (own && !isUnnamed(own, outline.platform)) return describedFrame(own)
  const place =
    outline.transaction ?? describedFrame(own && { ...own, function: null }) ?? somewhereIn(frames)
  const isSaid = outline.exceptions.length > 0 || outline.message !== null
  return place ?? (isSaid ? addressIn(outline) : null)
}

/** The only thing known of a request that an old client reported. */
export function addressIn({ tags }: Outline): string | null {
  return tags.find(([key]) => key === 'url')?.[1] ?? null
}

function somewhereIn(frames: readonly Frame[]): string | null {
  const telling = tellingFrame(frames)
  return telling ? describedFrame(telling) : describedFrame(frames.find((frame) => describedFrame(frame)))
}

function pageOf(report: SecurityReport): string {
  return fieldOf(report, 'document_uri') || (report.kind === 'csp' ? '' : fieldOf(report, 'url'))
}

/** Servers wrap errors in ones of their own, which are raised where nothing is one's own code. */
function ownOfCauses({ exceptions }: Outline): Frame | undefined {
  for (const { frames } of exceptions) {
    const own = ownFrame(frames)
    if (own) return own
  }
  return undefined
}

function ownFrame(frames: readonly Frame[]): Frame | undefined {
  return frames.find((frame, place) => {
    const caller = frames[place + 1]
    return frame.isInApp && !isCalledAt(frame, caller) && !isWithin(frame, caller)
  })
}

/**
 * Go's `defer func() { … }()`, which old clients report as the place although it stands in the function that
 * panicked.
 */
function isWithin(frame: Frame, caller: Frame | undefined): boolean {
  return isNumbered(frame.function ?? '') && caller?.isInApp === true && caller.file === frame.file
}

/** PHP and Ruby say of a function without lines of its own (`intdiv`, the handler of an error) that it is its caller's. */
function isCalledAt(frame: Frame, caller: Frame | undefined): boolean {
  if (!caller?.isInApp || frame.line === null || frame.function === caller.function) return false
  return frame.line === caller.line && frame.file === caller.file && frame.column === caller.column
}

function decidingFrames({ exceptions, threads }: Outline): readonly Frame[] {
  const main = mainException(exceptions)
  if (main && main.frames.length > 0) return main.frames
  const stacked = [...exceptions, ...threads.filter(({ isCrashed }) => isCrashed), ...threads]
  return stacked.find(({ frames }) => frames.length > 0)?.frames ?? []
}

/** Place and name are joined by a sign rather than a word, because what is stored has no language. */
export function describedFrame(frame: Frame | undefined): string | null {
  if (!frame) return null
  const place = placeOf(frame)
  const name = withoutSignature(plainName(frame.function ?? ''))
  if (isNameless(name) || (place !== null && isTemplate(name))) return place
  if (place === null) return name
  // The file says more.
  return `${place} › ${isNumbered(name) ? fileName(frame, name) : within(place, name)}`
}

/** Rails compiles each template into a function, and numbers it differently in each process. */
export function isTemplate(name: string): boolean {
  return /(?:^|#)_\w+_{2,}\d+_\d+$/.test(name)
}

function fileName({ file, module }: Frame, otherwise: string): string {
  return (module === null ? null : file?.split(/[\\/]/).at(-1)) ?? otherwise
}

/** Perl, Rust and Elixir repeat the module in the function's name. */
function within(place: string, name: string): string {
  const [, rest] = name.startsWith(place) ? (/^(?:::|\.)(.+)$/.exec(name.slice(place.length)) ?? []) : []
  return rest ?? name
}

/** Libraries by name, because their paths are long and differ from one phone to the next. */
function placeOf(frame: Frame): string | null {
  const container = frame.package?.split(/[\\/]/).at(-1) ?? null
  const file = frame.file?.replace(/[?#].*$/, '') ?? null
  // Spring generates classes and numbers them; Turbopack's bundles have a hash of their content.
  const module = frame.module?.replace(
    /^Elixir\.|(?<=.)_{1,2}[\da-f]{8}\._$|\$\$(?:(?:Enhancer|FastClass)By\w+|SpringCGLIB)\$\$[\da-f]+/g,
    '',
  )
  return module ?? (isMadeUp(file) ? container : file) ?? container
}

/** `<::log::macros::log macros>`, `<compiler-generated>`: nothing that anybody could open. */
function isMadeUp(file: string | null): boolean {
  return file !== null && /^<.*>$/.test(file)
}
