import type { Frame } from '../../contract/event.ts'
import { isRuntimeFunction } from './in-app.ts'
import { isNameless } from './nameless.ts'

/**
 * The frame that says most about the place: one's own, otherwise one that not every crash or panic passes through.
 */
export function tellingFrame(frames: readonly Frame[]): Frame | undefined {
  const named = frames.filter(({ function: name }) => name !== null && !isNameless(name) && !isVague(name))
  const own = named.find(({ isInApp }) => isInApp)
  return own ?? named.find(({ function: name }) => !isRuntimeFunction(name ?? ''))
}

/** The beginning of a thread, or a bare address: then the kind of crash says more. */
function isVague(name: string): boolean {
  return /^(?:\+0x[\da-f]+|_?thread_start|_?start|_*pthread_start|RtlUserThreadStart|BaseThreadInitThunk)$/.test(
    name,
  )
}
