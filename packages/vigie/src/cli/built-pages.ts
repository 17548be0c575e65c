import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Beside the bundle; when run from source, where the build puts them. */
export function builtPages(): string {
  const beside = new URL('./dashboard/', import.meta.url)
  const isBuilt = existsSync(new URL('index.html', beside))
  return (isBuilt ? beside : new URL('../../dist/dashboard/', import.meta.url)).pathname
}

let script: Uint8Array | null = null

/** Read when a page first asks for it; the files are small. */
export function reportDialog(): Uint8Array {
  script ??= readFileSync(join(builtPages(), 'report-dialog.js'))
  return script
}
