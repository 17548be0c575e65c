import manifest from '../package.json' with { type: 'json' }
import { englishOldNode } from './report/catalogue/en/old-node.ts'
import { frenchOldNode } from './report/catalogue/fr/old-node.ts'
import { chooseLanguage } from './report/choose-language.ts'

/**
 * What `cabestan` starts: a file that any Node can read. An old one would stop at the first line of the real
 * program that it does not understand, and say something obscure.
 */
const needed = Number(manifest.engines.node.replace('>=', ''))
const current = process.versions.node

if (Number(current.split('.')[0]) >= needed) void import(new URL('./main.mjs', import.meta.url).href)
else refuse()

function refuse(): void {
  const sentence = chooseLanguage(undefined, process.env) === 'fr' ? frenchOldNode : englishOldNode
  process.stderr.write(`${sentence.replace('{needed}', String(needed)).replace('{current}', current)}\n`)
  process.exitCode = 1
}
