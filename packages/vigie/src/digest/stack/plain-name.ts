/**
 * Without the hash that Rust puts behind it, Ruby's word on which block of it, the numbers of Go's, Rust's, Java's,
 * Kotlin's and Erlang's functions within it, and PHP's and Lisp's of where one without a name stands: they say nothing
 * to anybody.
 */
export function plainName(name: string): string {
  return (
    name
      .replace(/(?<=\w)(?:\.func\d+(?:\.\d+)*)+$/, '')
      .replace(/::h[\da-f]{16}$/, '')
      .replace(/(?<=\w)(?:::\{(?:\{closure\}|(?:closure|async_\w+)(?:#\d+)?)\})+$/, '')
      // Swift's, where it goes on after it waited
      .replace(/^\(\d+\) (?:await|suspend) resume partial function for /, '')
      // Erlang's, `-charge/1-fun-0-/2`, `-charge/1-lc$^0/1-0-`, and Elixir's `Shop."-charge/1-fun-0-"/2`
      .replace(/^(?:[A-Z][\w.]*\.)?"?-(.+?\/\d+)-(?:fun|lc|blc|mc)\b.*$/, '$1')
      // Lisp's, `(FLET CHARGE IN "/srv/shop.lisp")`, `(LAMBDA (X) IN CHARGE)`
      .replace(/^\((?:FLET|LABELS) (\S+)(?: :?IN .*)?\)$/, '$1')
      .replace(/^\(LAMBDA \(.*\)(?: :?IN (?:"?\/.*"?|(\S+)))?\)$/, (_, within?: string) => within ?? 'lambda')
      .replace(/^lambda\$(?!null\$)(\w+)\$\d+$/, '$1')
      .replace(/(?<=\w)\$lambda[-$]\d+(?:\$lambda[-$]\d+)*$/, '')
      .replace(/(?<=@anonymous).*?(?=(?:::[^:/\\$]+)?$)/s, '')
      .replace(/^(?:(?:block|rescue|ensure)(?: \(\d+ levels\))? in )+/, '')
  )
}

/** .NET's: `async Task<int> Pay(int id)`, `void Program.<Main>$(?)`. */
export function withoutSignature(name: string): string {
  return /^(?:[\w.<>,[\]?`]+ )+([\w.<>`|$]+)\([^()]*\)(?:\+MoveNext\(\))?$/.exec(name)?.[1] ?? name
}
