import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { parse } from '../../config/parse.ts'
import type { Invocation } from '../../invocation.ts'
import { gitRepository, removeTemporaryDirectories } from '../../project/tree/git-repository.fixture.ts'
import { withMaterial } from './release-material.ts'

afterEach(removeTemporaryDirectories)

const text = `app: shop
server: root@203.0.113.10
environments: {staging: {domains: [staging.example]}}
`

it('says how an environment is chosen, where one is typed in the place of a commit', async () => {
  const repository = gitRepository({ 'manage.py': '' })
  writeFileSync(join(repository.path, 'cabestan.yaml'), text)
  const typed = (word: string, options = {}) => {
    const invocation = {
      ...{ directory: repository.path, options, words: [word] },
      interruption: { closing: new Set() },
    } as unknown as Invocation
    return withMaterial(invocation, parse(text, 'cabestan.yaml'), async (material) => material?.ref)
  }
  await expect(typed('staging')).rejects.toMatchObject({
    failure: { code: 'usage.environment', values: { word: 'staging' } },
  })
  await expect(typed('stagin')).rejects.toMatchObject({ failure: { code: 'git.unknown-revision' } })
  repository.git('branch', 'staging')
  await expect(typed('staging')).rejects.toMatchObject({
    failure: { code: 'usage.environment', values: { word: 'staging', environment: 'production' } },
  })
  await expect(typed('staging', { environment: 'production' })).resolves.toBeUndefined()
  repository.git('branch', 'production')
  await expect(typed('production')).resolves.toBeUndefined()
})
