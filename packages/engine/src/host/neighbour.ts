import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

let count = 0

/**
 * Where a file is written before it takes its place. Hidden and with the ending of a backup, so that no
 * program that reads the whole directory (nginx, sudo, cron, run-parts) takes it for one of its own. logrotate
 * alone would: what a killed write left there is gone as soon as the same file is written again.
 */
export function neighbourOf(path: string): string {
  count += 1
  return `${dirname(path)}/${prefixOf(path)}${process.pid}-${count}~`
}

/** A temporary file that a killed run left behind in the middle of a write. It may hold a secret. */
export async function clearNeighbours(path: string): Promise<void> {
  const prefix = prefixOf(path)
  for (const name of await readdir(dirname(path))) {
    const pid = name.startsWith(prefix) && name.slice(prefix.length).match(/^(\d+)-\d+~$/)?.[1]
    if (pid && !existsSync(`/proc/${pid}`)) await rm(`${dirname(path)}/${name}`, { force: true })
  }
}

function prefixOf(path: string): string {
  return `.${basename(path)}.cabestan-`
}
