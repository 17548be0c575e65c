import { createHash } from 'node:crypto'
import type { Host } from '../host/host.ts'
import { run } from '../host/run.ts'

/**
 * What a directory looks like from outside: names, kinds, modes, owners, sizes, times and where links lead. Whoever
 * changes a file by hand changes it. What Python compiles by itself and the files that are named are not in it.
 */
export async function looksOf(
  host: Host,
  directory: string,
  { without, owner = '%u:%g' }: Look,
): Promise<string> {
  const named = without.flatMap((name) => ['-o', '-path', `${directory}/${name}`])
  const output = await run(host, [
    ...(['find', directory, '-mindepth', '1'] as const),
    ...['(', '-name', '__pycache__', ...named, ')', '-prune'],
    ...['-o', '-type', 'd', '-printf', `d %m ${owner} %P\\n`],
    ...['-o', '-printf', `%y %m ${owner} %s %T@ %P %l\\n`],
  ])
  return createHash('sha256').update(output.split('\n').sort().join('\n')).digest('hex')
}

interface Look {
  readonly without: readonly string[]
  /**
   * Owners by number where there are thousands of files: `find` looks up each name anew, which is two thirds of its
   * time.
   */
  readonly owner?: '%u:%g' | '%U:%G'
}
