import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What tests write goes into one directory: vitest ends its workers before they could sweep, and tests kill commands. */
export default function scratchOfThisRun(): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'cabestan-test-'))
  chmodSync(directory, 0o755)
  process.env['TMPDIR'] = directory
  return () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
}
