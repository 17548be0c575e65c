import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { referencePages } from './reference.ts'

const pages = await referencePages()

describe('docs/reference', () => {
  it.each([...pages])('%s is as `node scripts/reference.ts` writes it', async (name, text) => {
    expect(await readFile(`docs/reference/${name}`, 'utf8')).toBe(text)
  })
})
