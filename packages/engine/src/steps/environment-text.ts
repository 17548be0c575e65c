import { Port } from '@cabestan/protocol/names'

/**
 * Environment files are read by systemd (EnvironmentFile=), by sh, by python-dotenv and django-environ. They
 * agree on this much, and only this is written:
 *
 *   KEY=plain        where the value is empty or made of letters, digits and _ . / : @ % + , = -
 *   KEY='as it is'   anything else; nothing is special between single quotes, except for python-dotenv, which
 *                    takes a backslash away before another one
 *   KEY="it's"       where single quotes cannot hold it: \" and \\ are all that needs a backslash
 *
 * No `export`, no space around the sign, no comment behind a value. What none of the three can hold, the
 * protocol does not let in (EnvironmentValue): python-dotenv replaces ${NAME} between any quotes and takes a
 * backslash before the last quote for a part of the value, and between double quotes sh replaces $ and
 * backticks, while python-dotenv keeps the backslash that should stop it.
 */
export function assignment(key: string, value: string): string {
  if (/^[A-Za-z0-9_./:@%+,=-]*$/.test(value)) return `${key}=${value}`
  if (!/'|\\\\/.test(value)) return `${key}='${value}'`
  return `${key}="${value.replace(/["\\]/g, '\\$&')}"`
}

/** The value that counts, which is the last one; undefined where there is none. */
export function valueIn(text: string, key: string): string | undefined {
  return lastEntry(entriesOf(text), key)?.value
}

/** The value if it is a port, whether a person or the server wrote it. */
export function portIn(text: string, key: string): number | undefined {
  return Port.safeParse(Number(valueIn(text, key) ?? '')).data
}

/** Whether the assignment stands there in exactly this form, and counts. */
export function holds(text: string, key: string, value: string): boolean {
  return lastEntry(entriesOf(text), key)?.text.trimEnd() === assignment(key, value)
}

/** Puts each value in its place or at the end; every other line stays as it is. */
export function withValues(text: string, values: ReadonlyMap<string, string>): string {
  const entries = entriesOf(text)
  for (const [key, value] of values) {
    const line = `${assignment(key, value)}\n`
    const entry = lastEntry(entries, key)
    if (entry) entry.text = line
    else entries.push({ key, value, text: line })
  }
  return entries.map((entry) => ended(entry.text)).join('')
}

/** Removes every assignment of these keys; every other line stays as it is. */
export function withoutKeys(text: string, keys: ReadonlySet<string>): string {
  return entriesOf(text)
    .filter(({ key }) => key === null || !keys.has(key))
    .map((entry) => ended(entry.text))
    .join('')
}

/** Each key with the value that counts. */
export function valuesIn(text: string): Map<string, string> {
  const entries = entriesOf(text).flatMap(({ key, value }) => (key === null ? [] : [[key, value] as const]))
  return new Map(entries)
}

interface Entry {
  readonly key: string | null
  readonly value: string
  text: string
}

/** Logical lines: a quoted value may span several. */
function entriesOf(text: string): Entry[] {
  const entries: Entry[] = []
  let rest = text
  while (rest !== '') {
    const entry = assignmentAt(rest) ?? { key: null, value: '', text: /^.*\n?/.exec(rest)?.[0] ?? rest }
    entries.push(entry)
    rest = rest.slice(entry.text.length)
  }
  return entries
}

const start = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)=/
const quoted = /^(?:'([^']*)'|"((?:[^"\\]|\\[\s\S])*)")[ \t]*(?:\n|$)/
const unquoted = /^(.*)(?:\n|$)/

function assignmentAt(text: string): Entry | null {
  const [head, key = ''] = start.exec(text) ?? []
  if (head === undefined) return null
  const rest = text.slice(head.length)
  const [inQuotes, single, double] = quoted.exec(rest) ?? []
  if (inQuotes !== undefined) {
    return { key, value: single ?? unescaped(double ?? ''), text: head + inQuotes }
  }
  const [line = '', value = ''] = unquoted.exec(rest) ?? []
  return { key, value: value.trim(), text: head + line }
}

function unescaped(value: string): string {
  return value.replace(/\\(["\\$`])/g, '$1')
}

function lastEntry(entries: Entry[], key: string): Entry | undefined {
  return entries.findLast((entry) => entry.key === key)
}

function ended(line: string): string {
  return line.endsWith('\n') ? line : `${line}\n`
}
