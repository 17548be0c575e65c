import { dictOf, type Python, pythonText, quoted } from '../../render/settings/python.ts'
import type { EnvironmentKey, EnvironmentRole } from '../environment/reading.ts'
import { textOf } from '../python/access.ts'
import { checkout, treePathOf } from '../python/checkout.ts'
import type { Value } from '../python/values.ts'

/** A value as Python for the overlay; null where it is not completely known. */
export function pythonOf(value: Value, keys: readonly EnvironmentKey[], depth = 0): Python | null {
  if (depth > deepest) return null
  if (isLeftToEnvironment(value, keys)) return fromEnvironment(value, keys)
  switch (value.type) {
    case 'text':
      return textPython(value.text, value.flavour)
    case 'number':
      return Number.isFinite(value.number) ? String(value.number) : null
    case 'boolean':
      return value.boolean ? 'True' : 'False'
    case 'none':
      return 'None'
    case 'list':
      return value.open ? null : listPython(value, keys, depth)
    case 'dict':
      return value.open ? null : dictPython(value, keys, depth)
    default:
      return null
  }
}

/** A value for people to read: unknown parts are `…`, and secrets stay secret. */
export function shown(value: Value, name = '', depth = 0): string {
  if (secret.test(name) && value.type !== 'dict' && value.type !== 'list') return '[secret]'
  switch (value.type) {
    case 'list':
      return value.items.length > most || depth > deepest
        ? '[…]'
        : `[${[...value.items.map((item) => shown(item, '', depth + 1)), ...(value.open ? ['…'] : [])].join(', ')}]`
    case 'dict':
      return depth > deepest ? '{…}' : shownDict(value, depth)
    case 'environment':
      return `os.environ['${value.key}']`
    case 'choice':
      return value.of
        .slice(0, most)
        .map((each) => shown(each, name, depth + 1))
        .join(' | ')
    case 'object':
      return `${value.name}(…)`
    case 'text':
      return quoted(withoutPassword(value.text).replaceAll(checkout, '{checkout}').slice(0, 200)).replaceAll(
        '{checkout}',
        '…',
      )
    default: {
      const python = pythonOf(value, [])
      return python === null ? '…' : pythonText(python)
    }
  }
}

const deepest = 20
const most = 30
const secret = /pass|secret|token|key|credential/i

/** `redis://:swordfish@localhost/0` */
function withoutPassword(text: string): string {
  return text.replace(/(\w:\/\/[^\s:@/]*:)[^\s@/]+@/g, '$1[secret]@')
}

type Of<T extends Value['type']> = Extract<Value, { type: T }>

/** Inside the checkout, which is the source of this release. */
function textPython(text: string, flavour: Of<'text'>['flavour']): Python | null {
  const path = treePathOf(text)
  if (path !== null) {
    const joined = path === '' ? "release / 'source'" : `release / 'source' / ${quoted(path)}`
    return flavour === 'path' ? joined : `str(${joined})`
  }
  if (text.includes('{outside}') || text.includes(checkout)) return null
  if (flavour === 'str') return quoted(text)
  return flavour === 'bytes' ? `b${quoted(text)}` : null
}

/** The server's environment counts, not the one where this is read. Switches are the same on both. */
function isLeftToEnvironment(value: Value, keys: readonly EnvironmentKey[]): boolean {
  const settled = new Set(keys.filter(({ role }) => switches.has(role)).map(({ name }) => name))
  return value.type === 'environment' || (value.from ?? []).some((key) => !settled.has(key))
}

const switches: ReadonlySet<EnvironmentRole> = new Set(['switch', 'debug', 'settings-module'])

/** A text is used as it is, with the project's default; how other kinds are read is not known. */
function fromEnvironment(value: Value, keys: readonly EnvironmentKey[]): Python | null {
  const [name, ...more] = value.type === 'environment' ? [value.key] : (value.from ?? [])
  const key = keys.find((one) => one.name === name)
  if (key === undefined || more.length > 0 || (key.type !== 'text' && key.type !== 'url')) return null
  if (value.type === 'environment') return `os.environ.get(${quoted(key.name)})`
  if (value.type !== 'text' || value.text !== key.default) return null
  return `os.environ.get(${quoted(key.name)}, ${quoted(key.default)})`
}

function listPython(
  { items, flavour }: Of<'list'>,
  keys: readonly EnvironmentKey[],
  depth: number,
): Python | null {
  const inside = items.map((item) => pythonOf(item, keys, depth + 1))
  const known = inside.filter((item) => item !== null)
  if (known.length < inside.length || flavour === 'set') return null
  return { brackets: flavour === 'tuple' ? '()' : '[]', items: known }
}

function dictPython({ entries }: Of<'dict'>, keys: readonly EnvironmentKey[], depth: number): Python | null {
  const inside = entries.map(
    ([key, value]) => [pythonOf(key, keys, depth + 1), pythonOf(value, keys, depth + 1)] as const,
  )
  const known = inside.flatMap(([key, value]) =>
    typeof key === 'string' && value !== null ? [[key, value] as const] : [],
  )
  return known.length < inside.length ? null : dictOf(...known)
}

function shownDict({ entries, open }: Of<'dict'>, depth: number): string {
  const parts = entries.slice(0, most).map(([key, value]) => {
    const name = textOf(key) ?? '…'
    return `${quoted(name)}: ${shown(value, name, depth + 1)}`
  })
  return `{${[...parts, ...(open || entries.length > most ? ['…'] : [])].join(', ')}}`
}
