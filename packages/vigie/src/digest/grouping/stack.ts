import type { Frame } from '../../contract/event.ts'
import { fileKey, isBundled } from './file-name.ts'
import { functionKey, isScript } from './function-name.ts'

export interface Stack {
  /** Innermost first, each once: how deep a recursion went says nothing. */
  readonly keys: readonly string[]
  /** They are of frames of one's own only, and tell one error from another. */
  readonly isOwn: boolean
}

/** The frames of one's own where they say something; else all there are. */
export function stackOf(frames: readonly Frame[], platform: string): Stack {
  const own = frameKeys(frames, platform, true)
  if (own.some(({ isTelling }) => isTelling)) return { keys: distinct(own), isOwn: true }
  return { keys: distinct(frameKeys(frames, platform, false)), isOwn: false }
}

interface FrameKey {
  readonly text: string
  readonly isTelling: boolean
}

function frameKeys(frames: readonly Frame[], platform: string, isOwnOnly: boolean): readonly FrameKey[] {
  return frames.flatMap((frame) => (isOwnOnly && !frame.isInApp ? [] : (frameKey(frame, platform) ?? [])))
}

/** Browsers differ in which nameless functions they list: they count only where nothing has a name. */
function distinct(keys: readonly FrameKey[]): readonly string[] {
  const telling = keys.filter(({ isTelling }) => isTelling)
  return [...new Set((telling.length > 0 ? telling : keys).map(({ text }) => text))]
}

function frameKey(frame: Frame, platform: string): FrameKey | null {
  const name = functionKey(frame, platform)
  if (name === null) return null
  const file = fileKey(frame)
  const line = file === '' ? '' : tellingLine(frame)
  if (name === '') return file === '' ? null : { text: `${file} : ${line}`, isTelling: line !== '' }
  const where = isScript(platform) && isBundled(frame) ? ` : ${line}` : ''
  return { text: `${file} ${name}${where}`, isTelling: !entries.test(name) }
}

function tellingLine({ source }: Frame): string {
  const line = source?.trim() ?? ''
  return line.length >= 8 && line.length <= 200 && !loading.test(line) ? line : ''
}

/** Where every program begins: a stack of which no more is one's own could be of any error. */
const entries =
  /^(?:(?:\w+::)*main|(?:\w+\.)*<?Main>?\$?|_*w?(?:main|WinMain|tmain)|_start|<module>|<main>|<top \(required\)>|start|run|(?:require|include)(?:_once)?)$/
const loading = /^(?:(?:require|include)(?:_once)?|import|from|exec|sys\.exit)\b/
