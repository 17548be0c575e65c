import type { ReleaseRecord } from '@cabestan/protocol/releases'
import { afterEach, expect, it } from 'vitest'
import { parse } from '../../config/parse.ts'
import { gitRepository, removeTemporaryDirectories } from '../../project/tree/git-repository.fixture.ts'
import type { Visit } from '../servers/site.ts'
import type { Material } from './release-material.ts'
import { formerSelf } from './same-project.ts'

afterEach(removeTemporaryDirectories)

const text = `app: shop
server: root@203.0.113.10
environments: {preprod: {domains: [preprod.example]}, demo: {domains: [demo.example]}}
`

it('of a project is its former name, or an environment that the file does not have any more', async () => {
  const repository = gitRepository({ 'manage.py': '' })
  const commit = { id: repository.git('rev-parse', 'HEAD').trim() }
  const visit = { site: { configuration: parse(text, 'cabestan.yaml', 'preprod') } } as unknown as Visit
  const here = { folder: { tree: { top: repository.path } } } as unknown as Pick<
    Material,
    'folder' | 'source'
  >
  const found = async (...owners: [app: string, environment: string][]) => {
    const others = owners.map(([app, environment]) => ({
      owner: { app, environment },
      release: { commit } as unknown as ReleaseRecord,
    }))
    return formerSelf(visit, { others }, here)
  }
  expect(await found(['shop', 'production'], ['shop', 'demo'], ['store', 'production'])).toBeNull()
  expect(await found(['shop', 'production'], ['shop', 'staging'])).toMatchObject({
    owner: { app: 'shop', environment: 'staging' },
    renamed: 'environment',
  })
  expect(await found(['store', 'preprod'])).toMatchObject({ owner: { app: 'store' }, renamed: 'app' })
})
