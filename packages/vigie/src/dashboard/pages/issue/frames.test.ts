import { describe, expect, it } from 'vitest'
import type { Frame } from '../../../contract/event.ts'
import { frameItems, frameName, sourceLines } from './frames.ts'

const bare: Frame = {
  file: 'shop/views.py',
  absolutePath: null,
  module: null,
  function: 'cart',
  package: null,
  line: 12,
  column: null,
  isInApp: true,
  before: [],
  source: '    total = sum(prices)',
  after: [],
  locals: [],
  address: null,
}
const library: Frame = { ...bare, file: 'django/core.py', isInApp: false }

const shape = (frames: readonly Frame[]) =>
  frameItems(frames).map((item) =>
    item.kind === 'folded' ? item.frames.length : item.isOpen ? 'open' : 'closed',
  )

describe('the frames of a stack', () => {
  it('shows its own and folds those of libraries between them', () => {
    expect(shape([bare, library, library, bare, library])).toEqual(['open', 2, 'open', 1])
  })

  it('always shows where it happened, be it in a library', () => {
    expect(shape([library, library, bare])).toEqual(['closed', 1, 'open'])
  })

  it('shows a stack of libraries whole, its innermost frame open', () => {
    expect(shape([library, library])).toEqual(['open', 'closed'])
  })

  it('opens no more than three, and none that has nothing to show', () => {
    expect(shape([bare, bare, bare, bare])).toEqual(['open', 'open', 'open', 'closed'])
    expect(shape([{ ...bare, source: null }])).toEqual(['closed'])
  })
})

describe('the name of a frame', () => {
  const nowhere: Frame = { ...bare, file: null, function: null, line: null }
  const libart = '/apex/com.android.runtime/lib/libart.so'

  it.each<[string, Partial<Frame>, string, string | null]>([
    ['file and function', { file: 'shop/views.py', function: 'cart' }, 'shop/views.py', 'cart'],
    ['a library by its own name', { package: libart, function: 'Run' }, 'libart.so', 'Run'],
    ['one of Windows', { package: 'C:\\shop\\shop.exe', function: 'main' }, 'shop.exe', 'main'],
    ['an address within a library', { package: libart, address: '0x12ab' }, 'libart.so', '0x12ab'],
    ['an address alone', { address: '0x12ab' }, '0x12ab', null],
    ['a function alone', { function: 'cart' }, 'cart', null],
    ['nothing', {}, '?', null],
  ])('%s', (_, frame, place, name) => {
    expect(frameName({ ...nowhere, ...frame })).toEqual({ place, name })
  })
})

describe('source', () => {
  it('has its numbers, and not the indentation that all lines share', () => {
    const lines = sourceLines({
      ...bare,
      before: ['    if prices:', ''],
      after: ['        return total\r\n'],
    })
    expect(lines).toEqual([
      { number: 10, text: 'if prices:', isHere: false },
      { number: 11, text: '', isHere: false },
      { number: 12, text: 'total = sum(prices)', isHere: true },
      { number: 13, text: '    return total', isHere: false },
    ])
  })

  it('does without a number, and without lines', () => {
    expect(sourceLines({ ...bare, line: null })[0]?.number).toBeNull()
    expect(sourceLines({ ...bare, source: null })).toEqual([])
  })
})
