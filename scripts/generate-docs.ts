import { writeFile } from 'node:fs/promises'
import { errorsDocument } from '../packages/cabestan/src/report/errors-document.ts'
import { findingsDocument } from '../packages/cabestan/src/report/findings-document.ts'

/** Generates the documents that repeat what the code says. A test compares both. */
const documents: Readonly<Record<string, string>> = {
  'docs/errors.md': errorsDocument('en'),
  'docs/errors.fr.md': errorsDocument('fr'),
  'docs/findings.md': findingsDocument('en'),
  'docs/findings.fr.md': findingsDocument('fr'),
}

for (const [path, text] of Object.entries(documents)) {
  await writeFile(new URL(`../${path}`, import.meta.url), text)
  process.stdout.write(`${path}\n`)
}
