import { contentOf, laid, noLayers } from '../library/environ.ts'
import { concretes } from '../things/join.ts'
import { box, type Frame, list, type Pair, type Thing } from '../things/thing.ts'
import { fold, foldPart, type Of } from './fold.ts'
import { visibleItems } from './given.ts'

export function sequence(frame: Frame, { type, items }: Of<'list' | 'tuple' | 'set'>): Thing {
  const spread = items.map((each) => {
    if (each.type !== 'star') return { items: [foldPart(frame, each)], open: false }
    return visibleItems(fold(frame, each.value))
  })
  return list(
    spread.flatMap((part) => part.items),
    type,
    spread.some(({ open }) => open),
  )
}

export function dictionary(frame: Frame, { entries }: Of<'dict'>): Thing {
  let layers = noLayers
  const written: Pair[] = []
  const closeWritten = () => {
    if (written.length > 0) layers = laid(layers, { type: 'dict', entries: written.splice(0), open: false })
  }
  for (const { key, value } of entries) {
    if (key) {
      written.push([fold(frame, key), foldPart(frame, value, key.line)])
      continue
    }
    const [only, ...others] = concretes(fold(frame, value))
    closeWritten()
    layers = laid(layers, others.length === 0 ? only : undefined)
  }
  closeWritten()
  return box(contentOf(layers))
}
