const named = 8

/** Somebody in the folder of all their work has dozens of projects, and a screenful of names would not help. */
export function someNames(names: readonly string[]): string {
  const shown = names.slice(0, named).join(', ')
  return names.length > named ? `${shown}, … (${names.length})` : shown
}
