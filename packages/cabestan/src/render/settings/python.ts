/** A Python expression: text as it stands, or a list or dict that is laid out by its length. */
export type Python = string | PythonList | PythonDict | PythonFilter

interface PythonList {
  readonly brackets: '[]' | '()'
  readonly items: readonly Python[]
}

/** A null key spreads the value: `**project.CACHES`. */
interface PythonDict {
  readonly entries: readonly (readonly [key: string | null, value: Python])[]
}

/** `[app for app in INSTALLED_APPS if …]`, or `*(…)` inside another list: the items for which all conditions hold. */
interface PythonFilter {
  readonly each: string
  readonly of: string
  readonly when: readonly string[]
  readonly within?: true
}

export const listOf = (items: readonly Python[]): Python => ({ brackets: '[]', items })

export const dictOf = (...entries: PythonDict['entries']): Python => ({ entries })

/** Any text as a Python literal in ASCII, so that no encoding can spoil it. */
export function quoted(text: string): string {
  const escaped = text.replace(/[\\'\n\r\t]|[^ -~]/gu, escapeOf)
  return `'${escaped}'`
}

export const texts = (items: readonly string[]): Python => listOf(items.map(quoted))

/** On one line where it fits behind `before` columns; otherwise one item a line, as black would format it. */
export function pythonText(python: Python, before = 0, indent = 0): string {
  if (typeof python === 'string') return python
  const flat = flatText(python)
  if (before + flat.length <= width && !flat.includes('\n')) return flat
  const inner = ' '.repeat(indent + 4)
  const [open, close] = bracketsOf(python)
  const lines =
    'each' in python
      ? filterParts(python)
      : partsOf(python).map(
          ([key, value]) => `${key}${pythonText(value, indent + 5 + key.length, indent + 4)},`,
        )
  return `${open}\n${lines.map((line) => `${inner}${line}\n`).join('')}${' '.repeat(indent)}${close}`
}

export function commentLines(comment: string): string[] {
  const lines: string[] = []
  let line = '#'
  for (const word of comment.split(/\s+/)) {
    if (line.length + 1 + word.length > width) {
      lines.push(line)
      line = '#'
    }
    line += ` ${word}`
  }
  return [...lines, line]
}

const width = 100

function flatText(python: Python): string {
  if (typeof python === 'string') return python
  const [open, close] = bracketsOf(python)
  if ('each' in python)
    return python.when.length === 0 ? `*${python.of}` : `${open}${filterParts(python).join(' ')}${close}`
  const parts = partsOf(python).map(([key, value]) => `${key}${flatText(value)}`)
  const tail = 'items' in python && python.brackets === '()' && parts.length === 1 ? ',' : ''
  return `${open}${parts.join(', ')}${tail}${close}`
}

function bracketsOf(python: Exclude<Python, string>): readonly [string, string] {
  if ('each' in python) return python.within ? ['*(', ')'] : ['[', ']']
  if (!('items' in python)) return ['{', '}']
  return python.brackets === '[]' ? ['[', ']'] : ['(', ')']
}

function filterParts({ each, of, when: [first, ...rest] }: PythonFilter): string[] {
  return [each, `for ${each} in ${of}`, `if ${first}`, ...rest.map((one) => `and ${one}`)]
}

function partsOf(python: PythonList | PythonDict): (readonly [string, Python])[] {
  if ('items' in python) return python.items.map((item) => ['', item])
  return python.entries.map(([key, value]) => [key === null ? '**' : `${key}: `, value])
}

function escapeOf(character: string): string {
  const named: Record<string, string> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' }
  const code = character.codePointAt(0) ?? 0
  return (
    named[character] ??
    (code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : code > 0xff
        ? `\\u${code.toString(16).padStart(4, '0')}`
        : `\\x${code.toString(16).padStart(2, '0')}`)
  )
}
