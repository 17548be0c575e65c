import { toFailure } from '@cabestan/protocol/failures'
import { expect, it } from 'vitest'
import type { Invocation } from '../invocation.ts'
import { sayFailure } from '../report/failure-view.ts'
import { voiceIn } from '../report/voice.ts'
import { run } from './rollback.ts'

it.each([
  ['en', '`NUMBER` cannot be “x”.', 'See which there are: `cabestan releases`.'],
  ['fr', '`NUMÉRO` ne peut pas être «\u00a0x\u00a0».', 'Voyez lesquels existent\u00a0: `cabestan releases`.'],
] as const)(
  'points to the releases where what was typed is no number of one (%s)',
  async (language, title, way) => {
    const invocation = { options: {}, words: ['x'] } as unknown as Invocation
    const failure = await run(invocation).then(() => null, toFailure)
    const said = failure && sayFailure(failure, voiceIn(language))
    expect(said?.title).toBe(title)
    expect(said?.next[0]).toBe(way)
  },
)
