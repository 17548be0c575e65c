import type { PostgresState } from '../facts/postgres.ts'

/** A setting that stands in our file and does not count. */
export interface Defeat {
  readonly name: string
  /** The file whose value counts instead, or `restart` where only that is missing. */
  readonly by: string
  /** What counts instead, where that is known. */
  readonly value: string | null
  readonly wanted: string
}

type Row = PostgresState['fileSettings'][number]

/** What the server itself says of each line of its files: the last one of a name is applied. */
export function findDefeats(
  settings: Readonly<Record<string, string>>,
  path: string,
  rows: readonly Row[],
): Defeat[] {
  return Object.entries(settings).flatMap(([name, wanted]) => {
    const named = rows.filter((row) => row.name.toLowerCase() === name.toLowerCase())
    return defeatOf({ name, wanted, path }, named)
  })
}

function defeatOf(
  { name, wanted, path }: { name: string; wanted: string; path: string },
  rows: readonly Row[],
): Defeat[] {
  const last = rows.at(-1)
  if (last?.file !== path) return [{ name, wanted, by: last?.file ?? path, value: last?.setting ?? null }]
  return last.applied ? [] : [{ name, wanted, by: 'restart', value: null }]
}
