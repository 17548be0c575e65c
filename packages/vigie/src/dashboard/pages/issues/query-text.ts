/** The words of a search: `is:unresolved release:"1.4 beta" timeout`. Quotes hold words together. */
export function wordsOf(query: string): readonly string[] {
  return query.match(/(?:[^\s"]|"(?:[^"\\]|\\.)*"?)+/g) ?? []
}

/** The value that the search asks for under a key, if it does. */
export function filterOf(query: string, key: string): string | null {
  const found = wordsOf(query).find((word) => word.startsWith(`${key}:`))
  return found === undefined ? null : unquoted(found.slice(key.length + 1))
}

/** The search with one value for a key in place of the former one; null removes the key. */
export function withFilter(query: string, key: string, value: string | null): string {
  const rest = wordsOf(query).filter((word) => !word.startsWith(`${key}:`))
  return (value === null ? rest : [...rest, filter(key, value)]).join(' ')
}

export function filter(key: string, value: string): string {
  return `${needsQuotes(key) ? quoted(key) : key}:${needsQuotes(value) ? quoted(value) : value}`
}

function needsQuotes(text: string): boolean {
  return text === '' || /[\s":\\]/.test(text)
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1') : text
}
