import { existsSync } from 'node:fs'
import { output } from '../../packages/cabestan/src/sandbox/exec.ts'

/** Programs that a test needs on this computer, each with Debian's package of it: installed where they are missing. */
export async function installMissing(
  programs: readonly (readonly [path: string, name: string])[],
): Promise<void> {
  const missing = programs.filter(([path]) => !existsSync(path)).map(([, name]) => name)
  if (missing.length === 0) return
  await output(['apt-get', 'update', '-qq'])
  await output(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...missing])
}
