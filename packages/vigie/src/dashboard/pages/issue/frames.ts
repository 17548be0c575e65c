import type { Frame } from '../../../contract/event.ts'

/** An entry in the list of a stack: a frame, or several of libraries that are folded. */
export type FrameItem =
  | { readonly kind: 'frame'; readonly frame: Frame; readonly index: number; readonly isOpen: boolean }
  | { readonly kind: 'folded'; readonly frames: readonly { frame: Frame; index: number }[] }

/** How many of one's own frames show their source at once. */
const openAtFirst = 3

/**
 * The frames of the project itself, with those of libraries folded between them. A stack without any of its own
 * is shown whole. The innermost frame is always seen: there it happened.
 */
export function frameItems(frames: readonly Frame[]): readonly FrameItem[] {
  const hasOwn = frames.some((frame) => frame.isInApp)
  const items: FrameItem[] = []
  let opened = 0
  for (const [index, frame] of frames.entries()) {
    if (hasOwn && !frame.isInApp && index > 0) fold(items, frame, index)
    else {
      const isOpen = (frame.isInApp || !hasOwn) && hasSource(frame) && opened < (hasOwn ? openAtFirst : 1)
      if (isOpen) opened += 1
      items.push({ kind: 'frame', frame, index, isOpen })
    }
  }
  return items
}

export function hasSource(frame: Frame): boolean {
  return frame.source !== null || frame.before.length > 0 || frame.after.length > 0
}

function fold(items: FrameItem[], frame: Frame, index: number): void {
  const last = items.at(-1)
  if (last?.kind !== 'folded') items.push({ kind: 'folded', frames: [{ frame, index }] })
  else items[items.length - 1] = { kind: 'folded', frames: [...last.frames, { frame, index }] }
}

export interface SourceLine {
  readonly number: number | null
  readonly text: string
  readonly isHere: boolean
}

/** Lines with their numbers, without the indentation that all of them share. */
export function sourceLines(frame: Frame): readonly SourceLine[] {
  const here = frame.source === null ? [] : [frame.source]
  const texts = [...frame.before, ...here, ...frame.after].map((text) => text.replace(/\r?\n$/, ''))
  const indent = Math.min(
    ...texts.filter((text) => text.trim()).map((text) => /^[ \t]*/.exec(text)?.[0].length ?? 0),
  )
  const start = frame.line === null ? null : frame.line - frame.before.length
  return texts.map((text, index) => ({
    number: start === null ? null : start + index,
    text: Number.isFinite(indent) ? text.slice(indent) : text,
    isHere: frame.source !== null && index === frame.before.length,
  }))
}

/** `shop/views.py in cart`, as far as it is known. A library is named without its path, which is long. */
export function frameName(frame: Frame): { readonly place: string; readonly name: string | null } {
  const written = frame.file ?? frame.module ?? frame.absolutePath
  const place = written ?? libraryOf(frame) ?? frame.address
  if (place === null) return { place: frame.function ?? '?', name: null }
  const isAddressKnown = written === null && place !== frame.address
  return { place, name: frame.function ?? (isAddressKnown ? frame.address : null) }
}

/** The end of the path. */
export function libraryOf({ package: container }: Frame): string | null {
  return container?.split(/[\\/]/).findLast((part) => part !== '') ?? null
}
