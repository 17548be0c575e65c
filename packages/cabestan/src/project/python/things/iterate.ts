import { knownItems } from '../expressions/given.ts'
import { isEnumeration, membersOf } from './enumerations.ts'
import { concretes } from './join.ts'
import { kindOf } from './kinds.ts'
import { type Frame, list, made, type Thing, text } from './thing.ts'

export interface Visible {
  readonly items: readonly Thing[]
  /** There are more than these. */
  readonly open: boolean
}

/** What a loop over it visits, as far as that is known. */
export function visible(frame: Frame, thing: Thing): Visible {
  const [one, ...others] = concretes(thing)
  if (!one || others.length > 0) return { items: [], open: true }
  switch (one.type) {
    case 'list':
      return { items: one.items, open: one.open }
    case 'dict':
      return { items: one.entries.map(([key]) => key), open: one.open }
    case 'text':
      return {
        items: [...one.text].slice(0, 2000).map((character) => made(text(character), one)),
        open: false,
      }
    case 'class':
      return known(isEnumeration(one) ? list([...membersOf(one).values()]) : null)
    case 'native':
      return known(kindOf(one.kind)?.items?.(frame, one))
    default:
      return { items: [], open: true }
  }
}

function known(things: Thing | null | undefined): Visible {
  const items = things && knownItems(things)
  return items ? { items, open: false } : { items: [], open: true }
}
