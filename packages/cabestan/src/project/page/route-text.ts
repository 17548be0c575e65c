/** A literal path for `path()`; null where it has parameters. */
export function literalPath(text: string): string | null {
  return text.includes('<') ? null : text
}

/** `^(?!api/).*$`: the page of a front end with its own routing, which includes the root. */
const catchesAll = /^(?:\(\?![^()]*\))?(?:\.\*|\((?:\?P<\w+>|\?:)?\.\*\))\/?\??$/

/** The only path that a regular expression of `re_path()` or `url()` matches; null where it matches many. */
export function literalOfPattern(pattern: string): string | null {
  const inner = pattern.replace(/^\^+/, '').replace(/(?:\$|\\Z)$/, '')
  if (catchesAll.test(inner)) return ''
  const literal = inner
    .replace(/^\/\?/, '')
    .replace(/\/\?/g, '/')
    .replace(/\\[./_-]/g, (escaped) => escaped.replace('.', '%2E').slice(1))
  return /[\\()[\]{}*+?|^$.]/.test(literal) ? null : literal.replaceAll('%2E', '.')
}
