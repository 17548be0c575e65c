import { keysBehind, textOf } from '../python/access.ts'
import type { Names, Value } from '../python/values.ts'
import type { SettingsReading } from './reading.ts'

type Copy = SettingsReading['keyCopies'][number]

/** Shorter ones are words that may stand anywhere. */
const shortest = 6
const maxCopies = 50
const deepest = 12

/** Where else the key that stands in git is found, whole or inside of a longer text. */
export function keyCopies(names: Names): Copy[] {
  const key = names.get('SECRET_KEY')
  const text = textOf(key)
  // Given by the environment, it is another one everywhere before any of these is made.
  if (text === null || text.length < shortest || keysBehind(key).length > 0) return []
  const own = new Set(['SECRET_KEY', 'SECRET_KEY_FALLBACKS'])
  return [...names]
    .filter(([name]) => !own.has(name))
    .flatMap(([name, value]) => copiesIn(value, text, [name]))
    .slice(0, maxCopies)
}

function copiesIn(value: Value, key: string, path: readonly string[]): Copy[] {
  if (path.length > deepest) return []
  if (value.type === 'text')
    return value.text.includes(key) && value.place ? [{ path, place: value.place }] : []
  return partsOf(value).flatMap(([name, part]) =>
    copiesIn(part, key, [...path, name]).map((copy) => placed(copy, value)),
  )
}

/** A key behind a name stands where it was assigned; the place that helps is where it is used. */
function placed(copy: Copy, value: Value): Copy {
  return value.place ? { ...copy, place: value.place } : copy
}

function partsOf(value: Value): (readonly [string, Value])[] {
  switch (value.type) {
    case 'list':
      return value.items.map((item, index) => [String(index), item])
    case 'dict':
      return value.entries.flatMap(([key, inside]) => {
        const name = textOf(key)
        return name === null ? [] : [[name, inside] as const]
      })
    case 'object':
      return [
        ...value.positional.map((part, index) => [String(index), part] as const),
        ...Object.entries(value.named),
      ]
    case 'choice':
      return value.of.map((part) => ['', part])
    default:
      return []
  }
}
