import { join } from 'node:path'
import type { Reading } from '../../packages/cabestan/src/project/reading.ts'
import { type Ran, ran } from './rehearsal-command.ts'

/** Null where there is nothing to be built. */
export async function buildFrontEnd({ frontEnd }: Reading, source: string): Promise<Ran | null> {
  if (frontEnd === null || (frontEnd.scripts.length === 0 && !frontEnd.packagesServed)) return null
  const { manager, directory, scripts } = frontEnd
  // The newest yarn would ask a registry of its own, so the classic one is taken.
  const program = manager === 'npm' ? ['npm'] : ['npx', '--yes', manager === 'yarn' ? 'yarn@1' : manager]
  const output: string[] = []
  for (const words of [['install'], ...scripts.map((script) => ['run', script])]) {
    const one = await ran([...program, ...words], { cwd: join(source, directory) })
    output.push(`$ ${manager} ${words.join(' ')}`, one.output)
    if (one.code !== 0) return { code: one.code, output: output.join('\n') }
  }
  return { code: 0, output: output.join('\n') }
}
