import type { Frame } from '../../contract/event.ts'
import { fileKey } from './file-name.ts'
import { functionKey } from './function-name.ts'

export interface Stack {
  /** Innermost first, each once: how deep a recursion went says nothing. */
  readonly keys: readonly string[]
  /** Whether they are of frames of one's own only. */
  readonly isOwn: boolean
  /** Whether they alone tell one error from another. */
  readonly isStrong: boolean
}

/** The frames of one's own; where there are none, all. */
export function stackOf(frames: readonly Frame[], platform: string): Stack {
  const own = frames.filter(({ isInApp }) => isInApp)
  const used = own.length > 0 ? own : frames
  const keys = new Set<string>()
  let isStrong = false
  for (const frame of used) {
    const key = frameKey(frame, platform)
    if (key === null) continue
    keys.add(key.text)
    isStrong ||= key.isNamed && own.length > 0
  }
  return { keys: [...keys], isOwn: own.length > 0, isStrong }
}

interface FrameKey {
  readonly text: string
  readonly isNamed: boolean
}

function frameKey(frame: Frame, platform: string): FrameKey | null {
  const name = functionKey(frame, platform)
  if (name === null) return null
  const file = fileKey(frame)
  if (name !== '') return { text: `${file} ${name}`, isNamed: true }
  const line = frame.source?.trim() ?? ''
  const isTelling = file !== '' && line.length >= 8 && line.length <= 200
  return file === '' && !isTelling ? null : { text: `${file} : ${isTelling ? line : ''}`, isNamed: isTelling }
}
