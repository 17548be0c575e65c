import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorsDocument } from './errors-document.ts'

const docs = new URL('../../../../docs/', import.meta.url)

describe.each([
  ['errors.md', 'en'],
  ['errors.fr.md', 'fr'],
] as const)('docs/%s', (name, language) => {
  it('is what `node scripts/generate-docs.ts` writes', () => {
    expect(readFileSync(new URL(name, docs), 'utf8')).toBe(errorsDocument(language))
  })
})
