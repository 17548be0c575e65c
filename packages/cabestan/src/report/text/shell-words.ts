/** An argument list as one would type it. Only people read this: Cabestan never passes it to a shell. */
export function asTyped(argv: readonly string[]): string {
  return argv.map(quoted).join(' ')
}

function quoted(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./~^-]+$/.test(word)) return word
  return `'${word.replaceAll("'", `'\\''`)}'`
}
