import { expect, it } from 'vitest'
import { stepLabel } from './step-label.ts'
import { voiceIn } from './voice.ts'

it('tells packages apart that have a plus in their name', () => {
  const label = (names: readonly string[]) => stepLabel(`package:${names.join('+')}`, voiceIn('en'))
  expect(label(['g++', 'gcc'])).toBe('Packages g++, gcc')
  expect(label(['a', 'g++', 'libstdc++6', 'z'])).toBe('Packages a, g++, libstdc++6… (4)')
  expect(label(['nginx'])).toBe('Packages nginx')
})
