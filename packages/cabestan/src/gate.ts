import { dirname, join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { cacheDirectory } from './connection/directories.ts'
import { englishOldNode, englishStopped } from './report/catalogue/en/at-the-gate.ts'
import { frenchOldNode, frenchStopped } from './report/catalogue/fr/at-the-gate.ts'
import { chooseLanguage, languageIn } from './report/choose-language.ts'

/**
 * What `cabestan` starts: a file that any Node can read. An old one would stop at the first line of the real
 * program that it does not understand, and say something obscure.
 */
const needed = Number(manifest.engines.node.replace('>=', ''))
const current = process.versions.node

if (Number(current.split('.')[0]) >= needed) void start()
else refuse()

/** Node keeps compiled code among the person's own files, which saves a third of the start of every command. */
async function start(): Promise<void> {
  process.on('SIGINT', stop)
  const module: Partial<typeof import('node:module')> = await import('node:module')
  const compiled = join(cacheDirectory(process.env), 'compiled')
  // Node 22.0 does not have this yet, and where nothing can be written it works without.
  if (isThereOrMade(compiled, await import('node:fs'))) module.enableCompileCache?.(compiled)
  await import(new URL('./main.mjs', import.meta.url).href)
}

/**
 * Node would make the directory itself, but never returns where a parent accepts none: /proc, the home of a user
 * without one.
 */
function isThereOrMade(
  directory: string,
  fs: Pick<typeof import('node:fs'), 'existsSync' | 'mkdirSync'>,
): boolean {
  if (fs.existsSync(directory)) return true
  if (directory === dirname(directory) || !isThereOrMade(dirname(directory), fs)) return false
  try {
    fs.mkdirSync(directory)
  } catch {
    // Another command made it first, or it may not be made.
  }
  return fs.existsSync(directory)
}

/** Until the real program listens itself, there is nothing that it would have to end. A shell completes a word without a sound. */
function stop(): void {
  if (process.argv[2] !== 'complete') process.stderr.write(`${isFrench() ? frenchStopped : englishStopped}\n`)
  process.exit(130)
}

function isFrench(): boolean {
  return chooseLanguage(languageIn(process.argv), process.env) === 'fr'
}

function refuse(): void {
  const sentence = isFrench() ? frenchOldNode : englishOldNode
  process.stderr.write(`${sentence.replace('{needed}', String(needed)).replace('{current}', current)}\n`)
  process.exitCode = 1
}
