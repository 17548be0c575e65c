import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realHost } from '../../host/real.ts'
import { sourceStage } from '../stages/source-stage.ts'
import { type GitWorld, gitWorld, type Repository, removeWorlds } from './git-world.fixture.ts'
import { commitsKnown, largeObjectsKnown } from './known.ts'
import { pruneSource } from './prune-source.ts'

afterEach(removeWorlds)

let world: GitWorld
beforeEach(() => {
  world = gitWorld()
})

const known = () => commitsKnown(realHost(), world.places)
const prune = (...kept: string[]) => pruneSource(realHost(), world.places, kept)
const objects = () =>
  execFileSync('git', ['cat-file', '--batch-check', '--batch-all-objects'], {
    env: { ...process.env, GIT_DIR: world.places.repository },
  })
    .toString()
    .trim()
    .split('\n').length

async function release(repository: Repository, commit: string, known: readonly string[] = []): Promise<void> {
  repository.pack(commit, known)
  await sourceStage.run(world.context({ commit }))
}

describe('the repository of an application', () => {
  it('lets go of what no release has any more', async () => {
    const repository = world.repository({ 'a.py': '0' })
    const commits = [repository.git('rev-parse', 'HEAD')]
    await release(repository, commits[0] ?? '')
    for (let at = 1; at < 14; at += 1) {
      const commit = repository.commit({ 'a.py': `${at}` })
      await release(repository, commit, commits.slice(-1))
      commits.push(commit)
    }
    const kept = commits.slice(-2)
    await prune(...kept)
    expect((await known()).sort()).toEqual(kept.toSorted())
    // Two commits, each with its tree and its file.
    expect(objects()).toBe(6)
    expect(
      readdirSync(join(world.places.repository, 'objects/pack')).filter((name) => name.endsWith('.pack')),
    ).toHaveLength(1)
    const next = repository.commit({ 'b.py': '' })
    await release(repository, next, kept)
    await prune(next)
    expect(await known()).toEqual([next])
  })

  it('keeps submodules, and contents of git-lfs, as long as a release has them', async () => {
    const inner = world.repository({ 'b.py': '' })
    const submodule = inner.git('rev-parse', 'HEAD')
    const outer = world.repository({ 'a.py': '' })
    const content = 'x'.repeat(500)
    const object = createHash('sha256').update(content).digest('hex')
    outer.write('logo.png', `version https://git-lfs.github.com/spec/v1\noid sha256:${object}\nsize 500\n`)
    outer.git('update-index', '--add', '--cacheinfo', `160000,${submodule},shop`)
    outer.git('add', 'logo.png')
    outer.git('commit', '--quiet', '--message=work')
    const commit = outer.git('rev-parse', 'HEAD')
    inner.pack(submodule)
    outer.pack(commit)
    writeFileSync(join(world.upload, `${object}.lfs`), content)
    const parts = [
      { path: '', commit },
      { path: 'shop', commit: submodule },
    ]
    await sourceStage.run(world.context({ commit, parts, large: [{ path: 'logo.png', object, bytes: 500 }] }))
    await prune(commit)
    expect((await known()).sort()).toEqual([commit, submodule].sort())
    expect(await largeObjectsKnown(realHost(), world.places)).toEqual([object])
    outer.git('rm', '--quiet', '--cached', 'shop', 'logo.png')
    outer.git('commit', '--quiet', '--message=less')
    const less = outer.git('rev-parse', 'HEAD')
    await release(outer, less, [commit])
    await prune(less)
    expect(await known()).toEqual([less])
    expect(await largeObjectsKnown(realHost(), world.places)).toEqual([])
  })

  it('need not be there', async () => {
    await prune('1'.repeat(40))
    expect(await known()).toEqual([])
  })
})
