import type { Frame } from '../../contract/event.ts'
import { fileKey, isBundled } from './file-name.ts'
import { functionKey, isScript } from './function-name.ts'

export interface Stack {
  /** Innermost first and each once, because the depth of a recursion says nothing. */
  readonly keys: readonly string[]
  /** All of them are frames of one's own, and they tell one error from another. */
  readonly isOwn: boolean
}

/** One's own frames where they say something, otherwise all frames. */
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

/** Browsers differ in which anonymous functions they list, so those only count where nothing has a name. */
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

/** Where every program begins. A stack with only these frames of one's own could belong to any error. */
const entries =
  /^(?:(?:\w+::)*main|(?:\w+\.)*<?Main>?\$?|_*w?(?:main|WinMain|tmain)|_start|<module>|<main>|<top \(required\)>|start|run|(?:require|include)(?:_once)?)$/
const loading = /^(?:(?:require|include)(?:_once)?|import|from|exec|sys\.exit)\b/
