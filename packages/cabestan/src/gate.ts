import { join } from 'node:path'
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
  // Node 22.0 has none yet. Where it cannot write there, it goes on without.
  module.enableCompileCache?.(join(cacheDirectory(process.env), 'compiled'))
  await import(new URL('./main.mjs', import.meta.url).href)
}

function refuse(): void {
  const sentence = chooseLanguage(undefined, process.env) === 'fr' ? frenchOldNode : englishOldNode
  process.stderr.write(`${sentence.replace('{needed}', String(needed)).replace('{current}', current)}\n`)
  process.exitCode = 1
}
