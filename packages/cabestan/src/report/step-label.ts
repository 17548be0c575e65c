import type { StepKindName } from '@cabestan/protocol/steps'
import { fill } from './text/sentence.ts'
import { cut, harmless } from './text/text-width.ts'
import type { Voice } from './voice.ts'

/** A step in a few words, from its id: `package:nginx+ufw` is “Packages nginx, ufw”. */
export function stepLabel(id: string, voice: Voice): string {
  const colon = id.indexOf(':')
  const kind = id.slice(0, colon)
  const words = (voice.words.kinds as Partial<typeof voice.words.kinds>)[kind as StepKindName]
  if (!words) return id
  // A plus sign before a letter joins two names; others are part of a name, as in g++ and libstdc++6.
  return fill(words.label, { subject: shortened(harmless(id.slice(colon + 1)).split(/\+(?=[a-z])/i)) })
}

/** Fourteen packages do not make a label. */
function shortened(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown}… (${names.length})` : shown
}

/** The beginning of an id, which is enough to type. */
export function shortId(id: string): string {
  return cut(harmless(id), 48)
}
