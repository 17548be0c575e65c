import type { ExceptionValue, Frame, Thread } from '../../contract/event.ts'
import { isInstalled, isOurs } from './in-app.ts'

interface Stacks {
  readonly exceptions: readonly ExceptionValue[]
  readonly threads: readonly Thread[]
}

/** Old SDKs, and those for mobile and native code, send an exception and its stack apart. */
export function joinStacks(stacks: Stacks, platform: string): Stacks {
  return judged(joined(stacks), platform)
}

function joined({ exceptions, threads }: Stacks): Stacks {
  const first = exceptions[0]
  if (!first) return { exceptions, threads }
  // Raven sends the exception's stack a second time on its own.
  if (exceptions.some(({ frames }) => frames.length > 0))
    return { exceptions, threads: threads.filter(isSomething).map((thread) => once(thread, exceptions)) }
  const thread = threadOf(first, threads)
  if (!thread) return { exceptions, threads }
  return {
    exceptions: [{ ...first, frames: thread.frames }, ...exceptions.slice(1)],
    threads: threads.filter((other) => other !== thread || other.id !== null),
  }
}

/** DrKonqi and others repeat for the crashed thread what the exception says already. */
function once(thread: Thread, exceptions: readonly ExceptionValue[]): Thread {
  const repeats = ({ frames, threadId }: ExceptionValue) =>
    threadId !== null && threadId === thread.id && isOneStack(frames, thread.frames)
  return exceptions.some(repeats) ? { ...thread, frames: [] } : thread
}

function isOneStack(one: readonly Frame[], other: readonly Frame[]): boolean {
  const place = ({ file, function: name, line, address }: Frame) => [file, name, line, address].join('\n')
  return one.length === other.length && one.every((frame, at) => place(frame) === place(other[at] as Frame))
}

function threadOf(exception: ExceptionValue, threads: readonly Thread[]): Thread | undefined {
  const stacked = threads.filter(({ frames }) => frames.length > 0)
  return (
    stacked.find(({ id }) => id !== null && id === exception.threadId) ??
    stacked.find(({ isCrashed }) => isCrashed) ??
    stacked.find(({ isCurrent }) => isCurrent)
  )
}

function isSomething({ id, name }: Thread): boolean {
  return id !== null || name !== null
}

/**
 * The SDK says which frames are the application's own, unless it cannot know. Where it marks none, nobody told it (raven
 * and Java's SDK know only what they are told). Where it marks all, it is a sentry-sdk from before it looked at where
 * packages are installed.
 */
function judged(stacks: Stacks, platform: string): Stacks {
  const { exceptions, threads } = stacks
  const holders = exceptions.some(({ frames }) => frames.length > 0) ? exceptions : threads
  const frames = holders.flatMap((holder) => holder.frames)
  const own = frames.filter(({ isInApp }) => isInApp)
  if (own.length === 0)
    return judgedBy(stacks, (frame) => (isOurs(frame, platform) ? { ...frame, isInApp: true } : frame))
  if (own.length < frames.length || own.every(isInstalled) || !own.some(isInstalled)) return stacks
  return judgedBy(stacks, (frame) => (isInstalled(frame) ? { ...frame, isInApp: false } : frame))
}

function judgedBy({ exceptions, threads }: Stacks, judge: (frame: Frame) => Frame): Stacks {
  return {
    exceptions: exceptions.map((exception) => ({ ...exception, frames: exception.frames.map(judge) })),
    threads: threads.map((thread) => ({ ...thread, frames: thread.frames.map(judge) })),
  }
}
