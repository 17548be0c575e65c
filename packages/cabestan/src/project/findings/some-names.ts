const named = 8

/** Whoever stands in the folder of all their work has dozens of projects; a screenful of names says nothing. */
export function someNames(names: readonly string[]): string {
  const shown = names.slice(0, named).join(', ')
  return names.length > named ? `${shown}, … (${names.length})` : shown
}
