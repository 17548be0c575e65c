import type { Frame } from '../contract/event.ts'
import type { Outline } from './outline.ts'
import { fieldOf } from './security.ts'
import { mainException } from './title.ts'

/** Where it happened, in words: the innermost frame of one's own, else what was being done. */
export function culpritOf(outline: Outline): string | null {
  if (outline.security) return fieldOf(outline.security, 'document_uri') || outline.transaction
  const frames = decidingFrames(outline)
  const own = frames.find(({ isInApp }) => isInApp)
  return described(own) ?? outline.transaction ?? described(frames[0])
}

function decidingFrames({ exceptions, threads }: Outline): readonly Frame[] {
  const main = mainException(exceptions)
  if (main && main.frames.length > 0) return main.frames
  const stacked = [...exceptions, ...threads.filter(({ isCrashed }) => isCrashed), ...threads]
  return stacked.find(({ frames }) => frames.length > 0)?.frames ?? []
}

function described(frame: Frame | undefined): string | null {
  if (!frame) return null
  const place = frame.module ?? frame.file ?? frame.package
  if (!frame.function) return place
  return place === null ? frame.function : `${place} in ${frame.function}`
}
