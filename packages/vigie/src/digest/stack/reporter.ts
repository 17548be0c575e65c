import type { Frame } from '../../contract/event.ts'

/**
 * Lua hands an error to a function of one's own that runs on top of what went wrong: were it where it happened, all
 * errors of a program would be one issue. The words of an error begin with its place (`shop.lua:10: the cart is full`);
 * without one it was raised by C's `error`.
 */
export function withoutReporter(frames: readonly Frame[], value: string | null): readonly Frame[] {
  const from = Math.max(placeIn(frames, value ?? ''), behindRaise(frames))
  return from < 1
    ? frames
    : frames.map((frame, at) => (at < from && frame.isInApp ? { ...frame, isInApp: false } : frame))
}

/** The innermost of them: an error that is raised anew tells its former places too, which are behind it. */
function placeIn(frames: readonly Frame[], value: string): number {
  const [, chunk = '', line] =
    /^(?:\[string "([^"\n]{1,200})"\]|([^:\n]{1,200}?)):(\d{1,7}): /
      .exec(value)
      ?.filter((part) => part !== undefined) ?? []
  return line === undefined
    ? -1
    : frames.findIndex((frame) => frame.line === Number(line) && isOf(frame, chunk))
}

/** Lua shortens long paths: `...op/lib/cart.lua`. */
function isOf({ file, absolutePath }: Frame, chunk: string): boolean {
  const end = chunk.replace(/^\.{3}/, '')
  return [file, absolutePath].some((path) => path?.endsWith(end))
}

function behindRaise(frames: readonly Frame[]): number {
  return frames.slice(0, mostOfReporter).findIndex(isRaise) + 1
}

const mostOfReporter = 4

function isRaise({ file, function: name }: Frame): boolean {
  return file === '[C]' && (name === 'error' || name === 'assert')
}
