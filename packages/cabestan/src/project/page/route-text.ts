/** What `path()` takes as it is: null where it has parameters. */
export function literalPath(text: string): string | null {
  return text.includes('<') ? null : text
}

/** `^(?!api/).*$`: the page of a front end with addresses of its own, the root among them. */
const catchesAll = /^(?:\(\?![^()]*\))?(?:\.\*|\((?:\?P<\w+>|\?:)?\.\*\))\/?\??$/

/** The one path that a regular expression of `re_path()` or `url()` means; null where there are many. */
export function literalOfPattern(pattern: string): string | null {
  const inner = pattern.replace(/^\^+/, '').replace(/(?:\$|\\Z)$/, '')
  if (catchesAll.test(inner)) return ''
  const literal = inner
    .replace(/^\/\?/, '')
    .replace(/\/\?/g, '/')
    .replace(/\\[./_-]/g, (escaped) => escaped.replace('.', '%2E').slice(1))
  return /[\\()[\]{}*+?|^$.]/.test(literal) ? null : literal.replaceAll('%2E', '.')
}
