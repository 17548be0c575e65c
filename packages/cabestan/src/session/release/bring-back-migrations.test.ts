import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Application } from '../../project/data/reading.ts'
import { removeTemporaryDirectories, temporaryDirectory } from '../../project/tree/git-repository.fixture.ts'
import { bringBackMigrations } from './bring-back-migrations.ts'

let top = ''
beforeEach(() => {
  top = temporaryDirectory()
  mkdirSync(join(top, 'site/albums'), { recursive: true })
})
afterEach(removeTemporaryDirectories)

const applications = [{ label: 'albums', directory: 'site/albums' } as Application]
const made = ['0001_initial.py', '__init__.py'].map((file) => ({
  label: 'albums',
  file,
  text: `# ${file}\n`,
}))
const bringBack = () => bringBackMigrations(made, { top, applications })

describe('migrations that were made on the server', () => {
  it('come to where their application keeps them', async () => {
    expect(await bringBack()).toEqual([
      'site/albums/migrations/0001_initial.py',
      'site/albums/migrations/__init__.py',
    ])
    expect(readFileSync(join(top, 'site/albums/migrations/0001_initial.py'), 'utf8')).toBe(
      '# 0001_initial.py\n',
    )
    expect(await bringBack()).toEqual([])
  })

  it('never take the place of a file', async () => {
    mkdirSync(join(top, 'site/albums/migrations'))
    writeFileSync(join(top, 'site/albums/migrations/0001_initial.py'), '# my own\n')
    expect(await bringBack()).toEqual(['site/albums/migrations/__init__.py'])
    expect(readFileSync(join(top, 'site/albums/migrations/0001_initial.py'), 'utf8')).toBe('# my own\n')
  })

  it('leave the repository by no link, and nothing is made for an application that is gone', async () => {
    const elsewhere = temporaryDirectory()
    symlinkSync(elsewhere, join(top, 'site/albums/migrations'))
    expect(await bringBack()).toEqual([])
    const gone = [{ label: 'albums', directory: 'gone' } as Application]
    expect(await bringBackMigrations(made, { top, applications: gone })).toEqual([])
  })
})
