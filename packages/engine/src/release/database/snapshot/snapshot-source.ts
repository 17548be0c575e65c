import type { ExecResult } from '../../../host/host.ts'

/** A program that writes a whole database, as it is at one moment, to its standard output. */
export interface SnapshotSource {
  readonly kind: 'dump' | 'sqlite3'
  /** An upper bound of its size in bytes; null where nobody can tell. */
  readonly bytes: number | null
  /** Another place where as much room is needed while it works. */
  readonly besides: string | null
  write(outputFile: string): Promise<ExecResult & { readonly holder?: string }>
}
