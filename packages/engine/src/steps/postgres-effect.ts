import type { PostgresState } from '../facts/postgres.ts'

/** A setting of our file that does not take effect. */
export interface Defeat {
  readonly name: string
  /** The file whose value counts instead, or `restart` where only a restart is missing. */
  readonly by: string
  /** The value that counts instead, where it is known. */
  readonly value: string | null
  readonly wanted: string
}

type Row = PostgresState['fileSettings'][number]

/** What the server itself says of each line of its files: of equal names the last is applied. */
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
