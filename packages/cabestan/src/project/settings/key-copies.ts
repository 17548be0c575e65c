import type { Place } from '../answer.ts'
import { keysBehind, textOf } from '../python/access.ts'
import { ofSecret } from '../python/secret.ts'
import type { Names, Value } from '../python/values.ts'
import type { KeyCopy } from './reading.ts'

/** Shorter ones are words that may occur anywhere. */
const shortest = 6
const maxCopies = 50
const deepest = 12

/**
 * Other settings that contain the key from git: the key itself, a text with it inside, or what is computed from it.
 */
export function keyCopies(names: Names, namesMadeFrom: (key: string) => Names): KeyCopy[] {
  const value = names.get('SECRET_KEY')
  const key = textOf(value)
  // If the environment provides it, it is different everywhere before any of these is made.
  if (key === null || key.length < shortest || keysBehind(value).length > 0) return []
  const copies = [...namesMadeFrom(key)]
    .filter(([name]) => !own.has(name))
    .flatMap(([name, made]) => {
      const place = made.place ?? { file: '' }
      return copiesIn({ value: made, path: [name], place, isReached: true }, key)
    })
  return [...new Map(copies.map((copy) => [copy.path.join('.'), copy])).values()].slice(0, maxCopies)
}

const own = new Set(['SECRET_KEY', 'SECRET_KEY_FALLBACKS'])

interface Carrier {
  readonly value: Value
  readonly path: readonly string[]
  /**
   * The place in the setting: a key behind a name stands where that was assigned, and is corrected where it is used.
   */
  readonly place: Place
  /** Whether the overlay can replace this value alone. */
  readonly isReached: boolean
}

function copiesIn(carrier: Carrier, key: string): KeyCopy[] {
  const { value, path } = carrier
  if (path.length > deepest || harmless.has(value.type)) return []
  const inside = partsOf(carrier).flatMap((part) => copiesIn(part, key))
  return inside.length > 0 || !value.from?.includes(ofSecret) ? inside : [copyOf(carrier, key)]
}

/** Nobody can derive the key from these. */
const harmless: ReadonlySet<Value['type']> = new Set(['boolean', 'number', 'none'])

function copyOf({ value, path, place, isReached }: Carrier, key: string): KeyCopy {
  const isCopy = isReached && value.type === 'text' && value.text.includes(key)
  return {
    path,
    place,
    around: isCopy ? value.text.split(key) : null,
    bytes: value.type === 'text' && value.flavour === 'bytes',
  }
}

function partsOf(carrier: Carrier): Carrier[] {
  const { value, path } = carrier
  const hidden = (parts: readonly Value[]) =>
    parts.map((part) => ({ ...carrier, value: part, isReached: false }))
  switch (value.type) {
    case 'list':
      return hidden(value.items)
    case 'dict':
      return value.entries.flatMap(([key, inside]) => {
        const name = textOf(key)
        return name === null
          ? hidden([key, inside])
          : [{ ...carrier, value: inside, path: [...path, name] }, ...hidden([key])]
      })
    case 'object':
      return hidden([...value.positional, ...Object.values(value.named)])
    case 'choice':
      return hidden(value.of)
    default:
      return []
  }
}
