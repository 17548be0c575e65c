import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { submoduleUrl } from './submodule-url.ts'

describe('the address of a submodule', () => {
  it.each([
    ['https://git.example/anna/site.git', '../shop.git', 'https://git.example/anna/shop.git'],
    ['https://git.example/anna/site.git', '../../bob/shop.git', 'https://git.example/bob/shop.git'],
    ['https://git.example/anna/site/', '../shop', 'https://git.example/anna/shop'],
    ['git@git.example:anna/site.git', '../shop.git', 'git@git.example:anna/shop.git'],
    ['git@git.example:site.git', '../shop.git', 'git@git.example:shop.git'],
    ['ssh://git@git.example:2222/site.git', './shop/', 'ssh://git@git.example:2222/site.git/shop'],
    ['https://git.example/anna/site.git', 'https://other.example/x.git', 'https://other.example/x.git'],
  ])('from %s by %s, as git itself makes it', (above, url, address) => {
    expect(submoduleUrl(above, url)).toBe(address)
    expect(madeByGit(above, url)).toBe(address)
  })
})

function madeByGit(above: string, url: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'cabestan-url-'))
  const git = (...argv: string[]) =>
    execFileSync('git', ['-C', directory, ...argv], { stdio: 'pipe' })
      .toString()
      .trim()
  try {
    git('init', '--quiet')
    git('remote', 'add', 'origin', above)
    writeFileSync(join(directory, '.gitmodules'), `[submodule "shop"]\n\tpath = shop\n\turl = ${url}\n`)
    git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},shop`)
    git('submodule', 'init')
    return git('config', 'submodule.shop.url')
  } finally {
    rmSync(directory, { recursive: true })
  }
}
