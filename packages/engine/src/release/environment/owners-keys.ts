/**
 * Which of the variables that the server makes have a value of their owner's instead. The file that holds them says so
 * itself, in a comment: whoever reads it on the server wants to know it too.
 */
const line = /^# Set by the owner, not made by the server: ?(.*)\n?/m

export function ownersKeys(text: string): ReadonlySet<string> {
  return new Set((line.exec(text)?.[1] ?? '').split(' ').filter(Boolean))
}

export function withOwnersKeys(text: string, keys: Iterable<string>): string {
  const names = [...new Set(keys)].sort()
  const rest = text.replace(line, '')
  if (names.length === 0) return rest
  return `${rest}${rest === '' || rest.endsWith('\n') ? '' : '\n'}# Set by the owner, not made by the server: ${names.join(' ')}\n`
}
