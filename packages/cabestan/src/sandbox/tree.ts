import { readFile } from 'node:fs/promises'
import { output } from './exec.ts'

export async function isMounted(directory: string): Promise<boolean> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8')
  return mounts.split('\n').some((line) => unescapeMount(line.split(' ')[4] ?? '') === directory)
}

/** Crossing into another file system would delete files that a crashed run left mounted below. */
export async function removeTree(directory: string): Promise<void> {
  await output(['rm', '--recursive', '--force', '--one-file-system', '--', directory])
}

/** The kernel writes spaces in mount points as \040. */
export function unescapeMount(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}
