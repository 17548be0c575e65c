import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorsDocument } from './errors-document.ts'
import { findingsDocument } from './findings-document.ts'

const docs = new URL('../../../../docs/', import.meta.url)

describe.each([
  ['errors.md', errorsDocument('en')],
  ['errors.fr.md', errorsDocument('fr')],
  ['findings.md', findingsDocument('en')],
  ['findings.fr.md', findingsDocument('fr')],
])('docs/%s', (name, document) => {
  it('is what `node scripts/generate-docs.ts` writes', () => {
    expect(readFileSync(new URL(name, docs), 'utf8')).toBe(document)
  })
})
