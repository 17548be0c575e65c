import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { cabestan } from '../harness/command-line.ts'
import { commit, git, gitProject, shop } from '../harness/git-project.ts'
import { type Ground, type Site, untouched, welcome } from './site.ts'

/** Another repository that bears its name. */
export function anotherRepository(ground: Ground, { run }: Site): void {
  describe('and another repository that bears its name', () => {
    let other: string
    const inOther = (...words: string[]) => cabestan(words, { directory: other })
    beforeAll(() => {
      const files = Object.entries(shop).map(([path, text]) => [path, text && `${text}# of the bakery\n`])
      const configuration = readFileSync(join(ground.directory, 'cabestan.yaml'), 'utf8')
      other = gitProject({ ...Object.fromEntries(files), 'cabestan.yaml': configuration })
    })

    it('is not taken for its next release', async () => {
      const before = await ground.server.sh(untouched)
      for (const command of [['plan'], ['deploy', '--yes']]) {
        const refused = await inOther(...command)
        expect(refused.code, refused.output).toBe(1)
        expect(refused.output).toContain('release.another-repository')
        expect(refused.output).toContain('--another-repository')
      }
      expect(await ground.server.sh(untouched)).toBe(before)
    })

    it('is told from its own history, written anew and cloned without the past', async () => {
      const rewritten = join(gitProject({ 'x.py': '' }), 'rewritten')
      git(ground.directory, 'clone', '--quiet', '--depth', '1', `file://${ground.directory}`, rewritten)
      git(rewritten, 'checkout', '--quiet', '--orphan', 'anew')
      commit(rewritten, welcome('a forced push'))
      const plan = await cabestan(['plan'], { directory: rewritten })
      expect(plan.code, plan.output).toBe(0)
      expect(plan.output).not.toContain('same project')
    })

    it('is told that its data stay there where it comes under another name', async () => {
      const renamed = join(gitProject({ 'x.py': '' }), 'renamed')
      git(ground.directory, 'clone', '--quiet', `file://${ground.directory}`, renamed)
      const path = join(renamed, 'cabestan.yaml')
      const text = readFileSync(path, 'utf8')
      writeFileSync(
        path,
        text.replace('app: shop', 'app: bazar').replace('[shop.example]', '[bazar.example]'),
      )
      const plan = await cabestan(['plan'], { directory: renamed })
      expect(plan.output).toMatch(/!\s+shop\s+on\s+this\s+server\s+is\s+of\s+the\s+same\s+project/)
      expect(plan.output).toMatch(/`app:\s+shop`/)
    })

    it('is of another project under another name, of which nothing is said', async () => {
      const path = join(other, 'cabestan.yaml')
      const text = readFileSync(path, 'utf8')
      writeFileSync(
        path,
        text.replace('app: shop', 'app: bakery').replace('[shop.example]', '[bakery.example]'),
      )
      const plan = await inOther('plan')
      writeFileSync(path, text)
      expect(plan.output).toContain('Release')
      expect(plan.output).not.toContain('same project')
    })

    it('takes its place where that is meant, and then is the one that stays', async () => {
      const meant = await inOther('deploy', '--yes', '--another-repository')
      expect(meant.code, meant.output).toBe(0)
      const former = await run('plan')
      expect(former.code, former.output).toBe(1)
      expect(former.output).toContain('release.another-repository')
    })
  })
}
