import { dirname, join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { cacheDirectory } from './connection/directories.ts'
import { englishOldNode } from './report/catalogue/en/old-node.ts'
import { frenchOldNode } from './report/catalogue/fr/old-node.ts'
import { chooseLanguage } from './report/choose-language.ts'

/**
 * What `cabestan` starts: a file that any Node can read. An old one would stop at the first line of the real
 * program that it does not understand, and say something obscure.
 */
const needed = Number(manifest.engines.node.replace('>=', ''))
const current = process.versions.node

if (Number(current.split('.')[0]) >= needed) void start()
else refuse()

/** Compiled once and kept among the person's own files, which takes a third off the start of every command. */
async function start(): Promise<void> {
  const module: Partial<typeof import('node:module')> = await import('node:module')
  const compiled = join(cacheDirectory(process.env), 'compiled')
  // Node 22.0 has none yet. Where nothing can be written, it goes on without.
  if (isThereOrMade(compiled, await import('node:fs'))) module.enableCompileCache?.(compiled)
  await import(new URL('./main.mjs', import.meta.url).href)
}

/** Node would make it itself, and never end where a directory takes no other into it: /proc, the home of who has none. */
function isThereOrMade(
  directory: string,
  fs: Pick<typeof import('node:fs'), 'existsSync' | 'mkdirSync'>,
): boolean {
  if (fs.existsSync(directory)) return true
  if (directory === dirname(directory) || !isThereOrMade(dirname(directory), fs)) return false
  try {
    fs.mkdirSync(directory)
  } catch {
    // Another command was quicker, or it may not be.
  }
  return fs.existsSync(directory)
}

function refuse(): void {
  const sentence = chooseLanguage(undefined, process.env) === 'fr' ? frenchOldNode : englishOldNode
  process.stderr.write(`${sentence.replace('{needed}', String(needed)).replace('{current}', current)}\n`)
  process.exitCode = 1
}
