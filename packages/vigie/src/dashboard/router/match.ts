/** Matches `/issues/:id` with an address: the values of the names, or null where it does not match. */
export function match(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = parts(pattern)
  const given = parts(path)
  if (wanted.length !== given.length) return null
  const found: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = decoded(given[index] ?? '')
    if (value === null) return null
    if (part.startsWith(':')) found[part.slice(1)] = value
    else if (part !== value) return null
  }
  return found
}

function parts(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '')
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
