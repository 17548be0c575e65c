import type { ExecResult } from '../../../host/host.ts'

/** A program that writes a whole database, as it is at one moment, to its standard output. */
export interface SnapshotSource {
  readonly kind: 'dump' | 'sqlite3'
  /** At most so many bytes come; null where nobody can say. */
  readonly bytes: number | null
  /** Where it needs as much room again while it works. */
  readonly besides: string | null
  write(outputFile: string): Promise<ExecResult & { readonly holder?: string }>
}
