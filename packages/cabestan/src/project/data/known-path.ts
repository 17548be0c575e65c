import { normalised, posixDirectoryOf, posixJoin } from '../python/posix-path.ts'

/**
 * As much of a path in running code as is known: `{checkout}/exports/` from `os.path.join(BASE_DIR, 'exports',
 * name)`.
 */
export interface CodePath {
  readonly text: string
  /** Nothing unknown follows. */
  readonly whole: boolean
  /** The setting whose value it begins with. */
  readonly setting: string | null
}

export function whole(text: string, setting: string | null = null): CodePath {
  return { text, whole: true, setting }
}

/** `'{}/exports/%s.csv'` with values in its fields, as far as they are known. */
export function filled(
  template: CodePath | null,
  fields: RegExp,
  given: (field: string, at: number) => CodePath | null,
): CodePath | null {
  if (!template) return null
  const pieces = template.text.split(fields)
  const parts = pieces.map((piece, at) => (at % 2 === 0 ? whole(piece) : given(piece, (at - 1) / 2)))
  const text = appended(parts)
  return text && { ...text, setting: template.setting ?? text.setting }
}

/** The texts joined, up to the first that is not known. */
export function appended(parts: readonly (CodePath | null)[]): CodePath | null {
  return together(parts, (text, more) => text + more, '')
}

export function joinedPath(parts: readonly (CodePath | null)[]): CodePath | null {
  const start = parts.findLastIndex((part) => part?.text.startsWith('/'))
  return together(parts.slice(Math.max(0, start)), posixJoin, '/')
}

function together(
  parts: readonly (CodePath | null)[],
  put: (text: string, more: string) => string,
  open: string,
): CodePath | null {
  const end = parts.findIndex((part) => !part?.whole)
  const known = (end < 0 ? parts : parts.slice(0, end + 1)).filter((part) => part !== null)
  if (known.length === 0) return null
  const text = known.map((part) => part.text).reduce((path, part) => put(path, part))
  const setting = known.find((part) => part.text !== '')?.setting ?? null
  const isCut = end >= 0 && parts[end] === null
  return { text: isCut ? text + open : text, whole: end < 0, setting }
}

export function parentPath(path: CodePath | null): CodePath | null {
  if (!path) return null
  return path.whole
    ? { ...path, text: posixDirectoryOf(normalised(path.text)) }
    : { ...path, text: path.text.slice(0, path.text.lastIndexOf('/') + 1) }
}
