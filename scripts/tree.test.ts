import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

const root = new URL('..', import.meta.url).pathname
const files = execFileSync('git', ['-C', root, 'ls-files', '-z'], { encoding: 'utf8' }).split('\0')

it('has at its top only what a newcomer is to find there: no download, nor what a profiler left', () => {
  expect(files.filter((path) => path !== '' && !path.includes('/')).sort()).toEqual([
    '.gitignore',
    '.npmrc',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.fr.md',
    'README.md',
    'biome.json',
    'knip.json',
    'package-lock.json',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
  ])
})

it('has nothing that a merge or an editor left behind', () => {
  expect(files.filter((path) => /(?:\.(?:orig|rej|bak|swp|tmp)|~)$/.test(path))).toEqual([])
})
